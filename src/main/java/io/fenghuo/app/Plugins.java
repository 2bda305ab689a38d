package io.fenghuo.app;

import io.fenghuo.app.PluginException.Fault;
import io.fenghuo.channel.Channel;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Developers' verticles from {@code plugins/*.jar}, deployed by class name. A class is looked for in the service first, then in the jars, so a
 * jar needs nothing the service has. Jars are read once, at the start. Threadsafe.
 */
public final class Plugins implements Closeable {
    private static final String CLASS = ".class";
    private static final int SUGGESTIONS = 5;

    private final Path folder;
    private final Map<String, String> read;
    private final List<Path> jars;
    private final List<PluginException> faults;
    private final URLClassLoader loader;
    private final SourceTypes sources;
    private final Channels channels;

    private Plugins(
            Path folder,
            Map<String, String> read,
            List<Path> jars,
            List<PluginException> faults,
            URLClassLoader loader,
            List<SourceType> sources,
            List<Channel> channels) {
        this.folder = folder;
        this.read = read;
        this.jars = jars;
        this.faults = List.copyOf(faults);
        this.loader = loader;
        this.sources = SourceTypes.builtIn().and(sources);
        this.channels = Channels.builtIn().and(channels);
    }

    /**
     * What {@code sources.yaml} or {@code channels.yaml} says of a verticle.
     *
     * @param id of its source or channel; the verticle finds it as {@code id} in its config
     * @param type its class
     * @param config as written in the file
     * @param instances how many of it run, at least 1
     * @param cursor where the source left off, as it was committed last; found as {@code cursor} in the config, null = never
     */
    public record Order(
            String id,
            String type,
            Map<String, Object> config,
            int instances,
            @Nullable String cursor) {
        public Order {
            config = Map.copyOf(config);
        }
    }

    /**
     * Opens the jars of a folder; without the folder there are none. A jar that cannot be read is left out and named in {@link #faults}, so
     * that a broken plug-in does not keep the service from watching.
     */
    public static Plugins load(Path folder) {
        Map<String, String> read = PluginJars.state(folder);
        PluginJars jars = PluginJars.of(folder);
        URLClassLoader loader =
                new URLClassLoader("plugins", PluginJars.urls(jars.fit()), Plugins.class.getClassLoader());
        Provided<SourceType> sources = Provided.of(
                SourceType.class,
                loader,
                jars.unfit(),
                SourceType::word,
                Set.copyOf(SourceTypes.builtIn().names()));
        Provided<Channel> channels = Provided.of(
                Channel.class,
                loader,
                jars.unfit(),
                Channel::type,
                Channels.builtIn().all().stream().map(Channel::type).collect(Collectors.toSet()));
        List<PluginException> faults = new ArrayList<>(jars.faults());
        faults.addAll(sources.faults());
        faults.addAll(channels.faults());
        return new Plugins(folder, read, jars.fit(), faults, loader, sources.types(), channels.types());
    }

    /** The order an entry of sources.yaml or channels.yaml gives: {@code class}, {@code config}, {@code instances} (default 1). */
    static Order order(String id, Map<String, Object> options, @Nullable String cursor) {
        Map<String, Object> config = new java.util.LinkedHashMap<>();
        if (options.get("config") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> config.put(String.valueOf(key), value));
        }
        int instances = options.get("instances") instanceof Number number ? number.intValue() : 1;
        return new Order(id, String.valueOf(options.get("class")), config, instances, cursor);
    }

    /** What is wrong with jars and types left out. */
    public List<PluginException> faults() {
        return faults;
    }

    /** The names of jars that were put in, taken away or written anew since they were read; they count after the next start. */
    Set<String> changed() {
        Map<String, String> present = PluginJars.state(folder);
        Set<String> changed = new TreeSet<>(read.keySet());
        changed.addAll(present.keySet());
        changed.removeIf(name -> Objects.equals(read.get(name), present.get(name)));
        return changed;
    }

    /** The jars, in order of their names. */
    public List<Path> jars() {
        return jars;
    }

    /** The types of sources there are: the house's own, and those of the jars. */
    public SourceTypes sources() {
        return sources;
    }

    /** The kinds of channel there are: the house's own, and those of the jars. */
    public Channels channels() {
        return channels;
    }

    /** Sees the service and the jars. */
    ClassLoader loader() {
        return loader;
    }

    /**
     * Makes sure that a verticle can be made, without making one.
     *
     * @throws PluginException when it cannot, saying why and what to do
     */
    public void check(String type) {
        constructor(type);
    }

    /** Deploys a verticle whose faults are only logged; see {@link #deploy(Vertx, Order, Overseer)}. */
    public Future<String> deploy(Vertx vertx, Order order) {
        return deploy(vertx, order, Overseer.NOBODY);
    }

    /**
     * Deploys a verticle on worker threads of its own, so that one that blocks holds nobody else up; gives its deployment id, or fails with a
     * {@link PluginException} or with what its start failed with.
     */
    Future<String> deploy(Vertx vertx, Order order, Overseer overseer) {
        Constructor<? extends Deployable> constructor;
        try {
            constructor = constructor(order.type());
        } catch (PluginException e) {
            return Future.failedFuture(e);
        }
        JsonObject config = new JsonObject(new java.util.LinkedHashMap<>(order.config())).put("id", order.id());
        if (order.cursor() != null) {
            config.put("cursor", order.cursor());
        }
        int instances = Math.max(1, order.instances());
        DeploymentOptions options = new DeploymentOptions()
                .setConfig(config)
                .setInstances(instances)
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName(overseer.threads(order.id()))
                .setWorkerPoolSize(instances)
                .setClassLoader(loader);
        return vertx.deployVerticle(() -> new Overseen(create(constructor), overseer), options);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    Constructor<? extends Deployable> constructor(String type) {
        Class<?> found;
        try {
            found = Class.forName(type, true, loader);
        } catch (ClassNotFoundException e) {
            throw new PluginException(Fault.MISSING, e, type, names(), suggestions(type));
        } catch (UnsupportedClassVersionError e) {
            throw new PluginException(Fault.TOO_NEW, e, type, Runtime.version().feature());
        } catch (NoClassDefFoundError e) {
            throw new PluginException(Fault.INCOMPLETE, e, type, String.valueOf(e.getMessage()));
        } catch (LinkageError e) {
            throw new PluginException(Fault.BROKEN, e, type, String.valueOf(e.getMessage()));
        }
        if (!Deployable.class.isAssignableFrom(found)) {
            throw new PluginException(Fault.NO_VERTICLE, null, type);
        }
        try {
            return found.asSubclass(Deployable.class).getConstructor();
        } catch (NoSuchMethodException e) {
            throw new PluginException(Fault.NO_CONSTRUCTOR, e, type);
        } catch (NoClassDefFoundError e) {
            throw new PluginException(Fault.INCOMPLETE, e, type, String.valueOf(e.getMessage()));
        }
    }

    private static Deployable create(Constructor<? extends Deployable> constructor) {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String type = constructor.getDeclaringClass().getName();
            throw cause instanceof LinkageError
                    ? new PluginException(Fault.MISFIT, cause, type, SpiVersion.HERE, PluginException.brief(cause))
                    : new PluginException(Fault.BROKEN, cause, type, PluginException.brief(cause));
        } catch (ReflectiveOperationException e) {
            throw new PluginException(
                    Fault.NO_CONSTRUCTOR, e, constructor.getDeclaringClass().getName());
        }
    }

    private String names() {
        return jars.isEmpty()
                ? "-"
                : String.join(", ", jars.stream().map(PluginJars::name).toList());
    }

    /** Classes of the jars with the same simple name, or "-" when there is none: the package is what people get wrong. */
    private String suggestions(String type) {
        String wanted = "/" + type.substring(type.lastIndexOf('.') + 1) + CLASS;
        List<String> found = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(entry -> "/" + entry.getName())
                        .filter(name ->
                                name.regionMatches(true, name.length() - wanted.length(), wanted, 0, wanted.length()))
                        .map(name -> name.substring(1, name.length() - CLASS.length())
                                .replace('/', '.'))
                        .forEach(found::add);
            } catch (IOException e) {
                throw new PluginException(Fault.UNREADABLE, e, PluginJars.name(jar));
            }
        }
        return found.isEmpty() ? "-" : String.join(", ", found.subList(0, Math.min(SUGGESTIONS, found.size())));
    }
}
