package io.fenghuo.web.view;

import java.util.List;

/**
 * A platform as shown.
 *
 * @param how what it takes to hear it
 * @param instead the substitute, "" when none is needed
 * @param types what {@code type:} reads it
 * @param sources those of this house that listen there
 */
public record CoverageView(String name, String how, String instead, List<String> types, List<SourceView> sources) {
    public CoverageView {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
    }

    /** Platforms that can be heard alike. */
    public record Group(String name, String what, List<CoverageView> platforms) {
        public Group {
            platforms = List.copyOf(platforms);
        }
    }
}
