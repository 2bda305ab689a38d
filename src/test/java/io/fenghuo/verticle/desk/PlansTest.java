package io.fenghuo.verticle.desk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fenghuo.incident.Policy;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Policies of running incidents. */
class PlansTest {
    private final Store store = Stores.memory();
    private final Plans plans = new Plans();

    private Policy of(String id) {
        return store.write(tx -> plans.of(tx, id, Policy.defaults()))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aLostPolicyIsLoggedOnceAndOneThatIsKeptNever() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Plans.class);
        logged.start();
        log.addAppender(logged);
        try {
            Policy kept = store.write(tx -> plans.keep(tx, Policy.defaults()))
                    .toCompletableFuture()
                    .join();
            for (int i = 0; i < 3; i++) {
                assertThat(of("lost")).isEqualTo(Policy.defaults());
                assertThat(of("lost too")).isEqualTo(Policy.defaults());
                assertThat(of(kept.id())).isEqualTo(kept);
            }
        } finally {
            log.detachAppender(logged);
        }
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first).contains("policy lost is not in the store"),
                        second -> assertThat(second).contains("policy lost too is not in the store"));
    }
}
