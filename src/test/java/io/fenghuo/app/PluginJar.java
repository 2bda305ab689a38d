package io.fenghuo.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Builds plug-in jars as a developer would, with the compiler of the running JDK. */
public final class PluginJar {
    /** Where the sample's sources lie, from the repository's root. */
    public static final Path SAMPLE = Path.of("src", "samples", "plugin-sample", "src", "main", "java");

    private PluginJar() {}

    /** Compiles the sample and writes it as {@code jar}; its folder is made when it is missing. */
    public static Path build(Path jar) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SAMPLE)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.add(new Source(SAMPLE.relativize(file).toString(), Files.readString(file)));
            }
        }
        return build(jar, sources);
    }

    /** Compiles sources given as class name → text and writes them as {@code jar}. */
    public static Path build(Path jar, Map<String, String> sources) throws IOException {
        return build(
                jar,
                sources.entrySet().stream()
                        .<JavaFileObject>map(e -> new Source(e.getKey().replace('.', '/') + ".java", e.getValue()))
                        .toList());
    }

    /** The same with one class that is a type of ours; {@code declared} is the SPI its manifest names, null = none. */
    public static Path build(Path jar, Map<String, String> sources, @Nullable String declared, Class<?> spi)
            throws IOException {
        Path plain = build(Files.createTempDirectory("plugin").resolve("plain.jar"), sources);
        Path folder = Files.createTempDirectory("plugin-files");
        try (JarFile file = new JarFile(plain.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                write(
                        folder.resolve(entry.getName()),
                        file.getInputStream(entry).readAllBytes());
            }
        }
        String names = String.join("\n", sources.keySet());
        write(folder.resolve("META-INF/services/" + spi.getName()), names.getBytes(StandardCharsets.UTF_8));
        if (declared != null) {
            String manifest = "Manifest-Version: 1.0\nFenghuo-SPI: " + declared + "\n\n";
            write(folder.resolve("META-INF/MANIFEST.MF"), manifest.getBytes(StandardCharsets.UTF_8));
        }
        pack(folder, jar);
        return jar;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** Packs the files of a folder. */
    public static void pack(Path folder, Path jar) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                to.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
                to.write(Files.readAllBytes(file));
                to.closeEntry();
            }
        }
    }

    private static Path build(Path jar, List<JavaFileObject> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("a JDK is needed, this is a JRE: " + System.getProperty("java.home"));
        }
        Path classes = Files.createTempDirectory("plugin-classes");
        StringWriter words = new StringWriter();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(words, files, null, options, null, sources).call()) {
                throw new IllegalStateException(words.toString());
            }
        }
        pack(classes, jar);
        return jar;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path.replace('\\', '/')), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
