package io.fenghuo.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.Caller;
import io.fenghuo.Patience;
import io.fenghuo.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One running Fenghuo, started from the packaged jar over a home folder of its own. Not threadsafe, but for its HTTP calls. */
final class Service implements AutoCloseable {
    private static final Path JAR =
            Path.of(System.getProperty("fenghuo.jar", "target/fenghuo.jar")).toAbsolutePath();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = Caller.client();
    private final Path home;
    private final int port;
    private final Map<String, String> environment;
    private final List<String> options;
    private @Nullable Process process;

    Service(Path home, Map<String, String> environment) {
        this(home, environment, SharedClasses.of(JAR));
    }

    /** {@code options} are the JVM's. */
    Service(Path home, Map<String, String> environment, List<String> options) {
        this.home = home;
        this.port = Ports.free();
        this.environment = environment;
        this.options = List.copyOf(options);
    }

    Path home() {
        return home;
    }

    /** Writes a file below the home. */
    void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Copies the files of one of the repository's own folders into the home. */
    void copy(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(folder + "/" + file.getFileName(), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
    }

    /** Waits until the service has printed {@code words}. */
    void awaitLogged(String words, Duration atMost) {
        Awaitility.await(words)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> logged().contains(words));
    }

    Path log() {
        return home.resolve("service.log");
    }

    /** Starts the process and returns once it says it is ready. */
    void start() {
        begin();
        awaitReady();
    }

    /** Starts the process and does not wait. */
    void begin() {
        process = launch("run", "--home", home.toString());
    }

    /** Stops the process in its tracks, as a paused virtual machine is, or lets it go on. */
    void freeze(boolean frozen) throws IOException, InterruptedException {
        Process running = java.util.Objects.requireNonNull(process);
        new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(running.pid()))
                .start()
                .waitFor();
    }

    void awaitReady() {
        Awaitility.await("service ready on port " + port)
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(50))
                .until(this::ready);
    }

    /** Runs a command to its end. */
    Ended run(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.toString()));
        int before = logged().length();
        Process one = launch(command.toArray(String[]::new));
        if (!one.waitFor(180, TimeUnit.SECONDS)) {
            one.destroyForcibly();
            throw new IllegalStateException(command + " does not end");
        }
        return new Ended(one.exitValue(), logged().substring(before));
    }

    /** How a command went and what it printed. */
    record Ended(int code, String output) {}

    private Process launch(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("FENGHUO_LISTEN", "127.0.0.1:" + port);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean ready() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("the service ended while starting:\n" + logged());
        }
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String logged() {
        try {
            return Printed.on(log());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the process as a power cut would. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            await(process);
        }
    }

    /** Ends the process as an operator would; returns its exit code. */
    int stop() {
        if (process == null) {
            return 0;
        }
        process.destroy();
        await(process);
        return process.exitValue();
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What a path answers, as JSON. */
    JsonNode json(String path) throws IOException {
        return JSON.readTree(get(path).body());
    }

    /** All events so far, oldest first. */
    List<JsonNode> events() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = json("/api/events?after=0");
        while (!page.path("events").isEmpty()) {
            page.path("events").forEach(all::add);
            page = json("/api/events?after=" + page.path("next").asLong());
        }
        return all;
    }

    /** The incidents that stand on the board, at most 1,000. */
    List<JsonNode> incidents() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        json("/api/incidents?limit=1000").path("incidents").forEach(all::add);
        return all;
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    HttpResponse<String> post(String path, String json) throws IOException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(
                    request.timeout(Patience.USUAL).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
