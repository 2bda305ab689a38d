package io.fenghuo.app;

import io.vertx.core.Context;

/** Hears how a developer's verticle is doing. Called on its threads. */
interface Overseer {
    /** Hears nothing. */
    Overseer NOBODY = new Overseer() {
        @Override
        public String threads(String id) {
            return "plugin " + id;
        }

        @Override
        public void runs(Context context) {}

        @Override
        public void threw(Throwable thrown) {}
    };

    /** What begins the names of its threads. */
    String threads(String id);

    /** One of its instances is about to start. */
    void runs(Context context);

    /** It threw something that it did not catch. */
    void threw(Throwable thrown);
}
