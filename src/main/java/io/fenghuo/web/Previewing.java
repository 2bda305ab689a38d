package io.fenghuo.web;

import io.vertx.core.Future;
import java.util.List;

/** What the page 消息预览 asks: how invented messages would look in every channel. */
public interface Previewing {
    /** No channels. */
    Previewing NONE = (kind, level, lang) -> Future.succeededFuture(List.of());

    /**
     * The messages as they would be sent now.
     *
     * @param kind first, update, digest or admin
     * @param level L1, L2 or L3
     * @param lang zh or en; empty = as each channel says
     */
    Future<List<Shown>> look(String kind, String level, String lang);

    /** One channel; no parts when it cannot address anybody. */
    record Shown(String channel, String type, List<Part> parts) {
        public Shown {
            parts = List.copyOf(parts);
        }
    }

    /** One sending as lines to read. */
    record Part(List<String> lines, List<Size> sizes) {
        public Part {
            lines = List.copyOf(lines);
            sizes = List.copyOf(sizes);
        }
    }

    /** How much of what the vendor takes; most 0 = no limit known. */
    record Size(String part, int used, int most, boolean bytes) {}
}
