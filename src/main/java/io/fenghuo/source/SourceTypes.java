package io.fenghuo.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The types of sources that exist here: the built-ins and those of plug-ins. Immutable. */
public final class SourceTypes {
    private final Map<String, SourceType> types = new TreeMap<>();

    private SourceTypes(Collection<SourceType> types) {
        types.forEach(type -> this.types.putIfAbsent(type.word(), type));
    }

    /** Those that come with the house. */
    public static SourceTypes builtIn() {
        return new SourceTypes(List.of(BuiltIn.values()));
    }

    /** These and what {@code plugins} provides as {@link SourceType}; a plug-in cannot take the name of a built-in. */
    public SourceTypes and(ClassLoader plugins) {
        List<SourceType> all = new ArrayList<>(types.values());
        ServiceLoader.load(SourceType.class, plugins).forEach(all::add);
        return new SourceTypes(all);
    }

    /** These and {@code more}; none of those takes the name of one that is here. */
    public SourceTypes and(Collection<SourceType> more) {
        List<SourceType> all = new ArrayList<>(types.values());
        all.addAll(more);
        return new SourceTypes(all);
    }

    public Optional<SourceType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** In alphabetical order. */
    public List<String> names() {
        return List.copyOf(types.keySet());
    }

    /** The keys of those types that say which they have. */
    public Map<String, SourceType.Keys> keys() {
        Map<String, SourceType.Keys> keys = new TreeMap<>();
        types.forEach((word, type) -> {
            SourceType.Keys own = type.keys();
            if (own != null) {
                keys.put(word, own);
            }
        });
        return keys;
    }

    /** Everything that keeps {@code spec} from working, an unknown type included. */
    public List<Trouble> problems(SourceSpec spec) {
        return find(spec.type())
                .map(type -> problems(type, spec))
                .orElseGet(() -> List.of(Trouble.of("spec.type", spec.type(), String.join(" ", names()))));
    }

    /** A plug-in's own {@code proxy} is an HTTP proxy only if its type says that it has the key. */
    private static List<Trouble> problems(SourceType type, SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(type.problems(spec));
        SourceType.Keys keys = type.keys();
        if (type instanceof BuiltIn || (keys != null && keys.known().contains("proxy"))) {
            Manners.proxy(spec, troubles);
        }
        return troubles;
    }

    /** The same as sentences, fault and cure, in the order of {@link #problems} in every language. */
    public List<String> faults(SourceSpec spec, Locale language) {
        SourceWords words = new SourceWords(language);
        return problems(spec).stream().map(words::say).toList();
    }
}
