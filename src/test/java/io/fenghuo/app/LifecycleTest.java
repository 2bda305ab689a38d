package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void whatIsBelowVertxIsStoppedTooEvenWhenTheStepsAboveEndOnItsThreads() throws Exception {
        Vertx vertx = Vertx.vertx();
        lifecycle.onClose("store", () -> stopped.add("store"));
        lifecycle.onStop("vertx", vertx::close);
        lifecycle.onStop("server", () -> {
            stopped.add("server");
            return vertx.timer(1, TimeUnit.MILLISECONDS);
        });
        lifecycle.stop().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(stopped).containsExactly("server", "store");
    }

    @Test
    void aStepThatFailsKeepsNoOtherFromStopping() throws Exception {
        lifecycle.onClose("first", () -> stopped.add("first"));
        lifecycle.onStop("second", () -> Future.failedFuture("broken"));
        lifecycle.onStop("third", () -> {
            throw new IllegalStateException("worse");
        });
        lifecycle.stop().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(stopped).containsExactly("first");
    }
}
