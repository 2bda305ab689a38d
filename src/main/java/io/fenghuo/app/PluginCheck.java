package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with the plug-ins of a home, and with the classes its files name. */
final class PluginCheck {
    private static final String SOURCES = "watchlists/sources.yaml";
    private static final String CHANNELS = "alerts/channels.yaml";

    private final Path home;
    private final Plugins plugins;
    private final Locale language;

    PluginCheck(Path home, Plugins plugins, Locale language) {
        this.home = home;
        this.plugins = plugins;
        this.language = language;
    }

    /** A line each, as {@code check} prints them; none makes or starts anything. */
    List<String> lines(@Nullable Configuration found) {
        List<String> lines = new ArrayList<>();
        plugins.faults().forEach(fault -> lines.add(line(fault.about(), 1, 1, fault)));
        if (found != null) {
            found.sources().stream()
                    .filter(spec -> spec.type().equals("verticle"))
                    .forEach(spec -> check(SOURCES, spec.options(), lines));
            found.processors().forEach(spec -> check(SOURCES, spec.options(), lines));
            found.channels().stream()
                    .filter(spec -> spec.type().equals("verticle"))
                    .forEach(spec -> check(CHANNELS, spec.options(), lines));
        }
        return lines;
    }

    private void check(String file, Map<String, Object> options, List<String> lines) {
        String type = String.valueOf(options.get("class"));
        try {
            plugins.check(type);
        } catch (PluginException fault) {
            lines.add(placed(file, type, fault));
        }
    }

    /** Where the class is named. */
    private String placed(String file, String type, PluginException fault) {
        try {
            List<String> text = Files.readAllLines(home.resolve(file));
            for (int i = 0; i < text.size(); i++) {
                int at = text.get(i).indexOf(type);
                if (at >= 0) {
                    return line(file, i + 1, text.get(i).codePointCount(0, at) + 1, fault);
                }
            }
            return line(file, 1, 1, fault);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String line(String file, int line, int column, PluginException fault) {
        return file + ":" + line + ":" + column + ": error: " + fault.text(language);
    }
}
