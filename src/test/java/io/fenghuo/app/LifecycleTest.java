package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    @Test
    void stoppingEndsThoughVertxItselfIsAmongTheSteps() throws Exception {
        Vertx vertx = Vertx.vertx();
        List<String> stopped = Collections.synchronizedList(new ArrayList<>());
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.onClose("store", () -> stopped.add("store"));
        lifecycle.onStop("vertx", vertx::close);
        lifecycle.onStop("sources", () -> {
            Promise<Void> onLoop = Promise.promise();
            vertx.setTimer(10, fired -> onLoop.complete());
            return vertx.getOrCreateContext()
                    .<Void>executeBlocking(() -> null)
                    .compose(done -> onLoop.future())
                    .onComplete(done -> stopped.add("sources"));
        });

        lifecycle.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(stopped).containsExactly("sources", "store");
    }
}
