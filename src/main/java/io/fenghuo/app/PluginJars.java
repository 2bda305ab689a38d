package io.fenghuo.app;

import io.fenghuo.app.PluginException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jars of a folder.
 *
 * @param fit those that can be used, in order of their names
 * @param unfit those built for another SPI, each with what is wrong
 * @param faults of all that cannot be used
 */
record PluginJars(List<Path> fit, List<Unfit> unfit, List<PluginException> faults) {
    /** What begins the names of the files that name our types. */
    private static final String SERVICES = "META-INF/services/io.fenghuo.";

    PluginJars {
        fit = List.copyOf(fit);
        unfit = List.copyOf(unfit);
        faults = List.copyOf(faults);
    }

    /** A jar built for another SPI. */
    record Unfit(Path jar, PluginException why) {}

    /** Looks at each jar of the folder; without the folder there are none. */
    static PluginJars of(Path folder) {
        List<Path> fit = new ArrayList<>();
        List<Unfit> unfit = new ArrayList<>();
        List<PluginException> faults = new ArrayList<>();
        for (Path jar : jars(folder)) {
            try {
                PluginException why = misfit(jar);
                if (why == null) {
                    fit.add(jar);
                } else {
                    unfit.add(new Unfit(jar, why));
                    faults.add(why);
                }
            } catch (IOException unreadable) {
                faults.add(new PluginException(Fault.UNREADABLE, unreadable, name(jar)));
            }
        }
        return new PluginJars(fit, unfit, faults);
    }

    /** Name → when it was written and how big it is, of each jar of the folder; a jar that goes away meanwhile is left out. */
    static Map<String, String> state(Path folder) {
        Map<String, String> state = new TreeMap<>();
        for (Path jar : jars(folder)) {
            try {
                state.put(name(jar), Files.getLastModifiedTime(jar) + " " + Files.size(jar));
            } catch (IOException gone) {
                state.remove(name(jar));
            }
        }
        return state;
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    static URL[] urls(List<Path> jars) {
        return jars.stream().map(PluginJars::url).toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new PluginException(Fault.UNREADABLE, e, name(jar));
        }
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why a jar does not fit; null = it does. Verticles alone need no declaration: what they hear and say carries a version of its own. */
    private static @Nullable PluginException misfit(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String said = manifest == null ? null : manifest.getMainAttributes().getValue(SpiVersion.ATTRIBUTE);
            if (said == null) {
                boolean brings = file.stream().anyMatch(entry -> entry.getName().startsWith(SERVICES));
                return brings ? new PluginException(Fault.UNDECLARED, null, name(jar), SpiVersion.HERE) : null;
            }
            SpiVersion wanted = SpiVersion.of(said);
            if (wanted == null) {
                return new PluginException(Fault.NO_VERSION, null, name(jar), said, SpiVersion.HERE);
            }
            if (SpiVersion.HERE.serves(wanted)) {
                return null;
            }
            Fault fault = SpiVersion.HERE.isAfter(wanted) ? Fault.OUTDATED : Fault.EARLY;
            return new PluginException(fault, null, name(jar), wanted, SpiVersion.HERE);
        }
    }
}
