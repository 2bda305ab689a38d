package io.fenghuo.web.view;

import java.util.List;

/** The page of previews. */
public record PreviewView(List<Choice> kinds, List<Choice> levels, String kind, String level, List<Channel> channels) {
    public PreviewView {
        kinds = List.copyOf(kinds);
        levels = List.copyOf(levels);
        channels = List.copyOf(channels);
    }

    /** Something to choose. */
    public record Choice(String value, String label, boolean chosen) {}

    /** One channel and its sendings. */
    public record Channel(String id, String type, List<Part> parts) {
        public Channel {
            parts = List.copyOf(parts);
        }
    }

    /** One sending, by lines, and its sizes in words. */
    public record Part(List<String> lines, List<String> sizes) {
        public Part {
            lines = List.copyOf(lines);
            sizes = List.copyOf(sizes);
        }
    }
}
