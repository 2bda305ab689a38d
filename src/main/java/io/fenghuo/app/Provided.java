package io.fenghuo.app;

import io.fenghuo.app.PluginException.Fault;
import io.fenghuo.app.PluginJars.Unfit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;

/**
 * The types that jars bring under one interface of ours, each behind its {@link Guarded guard}, and what is wrong with those that cannot be
 * made. A jar that does not fit gives its types' names all the same where it can, so that a file that names them is no reason not to start.
 */
record Provided<T>(List<T> types, List<PluginException> faults) {
    /** Providers that are looked at; no jar has so many. */
    private static final int MOST = 1_000;

    Provided {
        types = List.copyOf(types);
        faults = List.copyOf(faults);
    }

    /**
     * Finds them.
     *
     * @param loader sees the house and the jars that fit
     * @param named the name of a type
     * @param taken names that jars cannot give again
     */
    static <T> Provided<T> of(
            Class<T> spi, ClassLoader loader, List<Unfit> unfit, Function<T, String> named, Set<String> taken) {
        List<T> types = new ArrayList<>();
        List<PluginException> faults = new ArrayList<>();
        Set<String> names = new HashSet<>(taken);
        for (T found : each(spi, loader, faults)) {
            boolean plugin = found.getClass().getClassLoader() == loader;
            add(plugin ? Guarded.guard(spi, found, null) : found, named, names, types, faults);
        }
        for (Unfit one : unfit) {
            for (T found : each(spi, one.jar(), loader)) {
                add(Guarded.guard(spi, found, one.why()), named, names, types, new ArrayList<>());
            }
        }
        return new Provided<>(types, faults);
    }

    private static <T> void add(
            T type, Function<T, String> named, Set<String> names, List<T> types, List<PluginException> faults) {
        try {
            String name = named.apply(type);
            if (names.add(name)) {
                types.add(type);
            } else if (Guarded.isGuarded(type)) {
                faults.add(new PluginException(Fault.TAKEN, null, type.toString(), name));
            }
        } catch (PluginException nameless) {
            faults.add(nameless);
        }
    }

    private static <T> List<T> each(Class<T> spi, Path jar, ClassLoader house) {
        try (URLClassLoader alone = new URLClassLoader(PluginJars.urls(List.of(jar)), house)) {
            return each(spi, alone, new ArrayList<>()).stream()
                    .filter(found -> found.getClass().getClassLoader() == alone)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> each(Class<T> spi, ClassLoader loader, List<PluginException> faults) {
        List<T> all = new ArrayList<>();
        Iterator<T> found = ServiceLoader.load(spi, loader).iterator();
        for (int i = 0; i < MOST; i++) {
            try {
                if (!found.hasNext()) {
                    break;
                }
                all.add(found.next());
            } catch (ServiceConfigurationError | LinkageError wrong) {
                Throwable cause = wrong.getCause() == null ? wrong : wrong.getCause();
                faults.add(new PluginException(
                        Fault.PROVIDER, wrong, spi.getName(), PluginException.brief(cause), SpiVersion.HERE));
            }
        }
        return all;
    }
}
