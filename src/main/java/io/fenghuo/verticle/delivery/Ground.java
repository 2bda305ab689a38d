package io.fenghuo.verticle.delivery;

import io.fenghuo.store.Store;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Where the works of the deliverer are done, and who hears of them. Every future completes on the deliverer's own context. */
interface Ground {

    <T> Future<T> read(Store.Work<T> work);

    <T> Future<T> write(Store.Work<T> work);

    /** How a delivery now stands. */
    void tell(JsonObject fact);

    /** Under Vert.x: reading on a worker, writing on the store's own thread. */
    record Verticles(Vertx vertx, Context own, Store store, String events) implements Ground {
        @Override
        public <T> Future<T> read(Store.Work<T> work) {
            return vertx.executeBlocking(() -> store.read(work), false);
        }

        @Override
        public <T> Future<T> write(Store.Work<T> work) {
            return Future.fromCompletionStage(store.write(work), own);
        }

        @Override
        public void tell(JsonObject fact) {
            vertx.eventBus().publish(events, fact);
        }
    }

    /** Before the start. */
    record Unlaid() implements Ground {
        @Override
        public <T> Future<T> read(Store.Work<T> work) {
            return Future.failedFuture("not started");
        }

        @Override
        public <T> Future<T> write(Store.Work<T> work) {
            return Future.failedFuture("not started");
        }

        @Override
        public void tell(JsonObject fact) {
            throw new IllegalStateException("not started");
        }
    }
}
