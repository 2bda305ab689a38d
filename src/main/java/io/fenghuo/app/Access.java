package io.fenghuo.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fenghuo.store.StoreException;
import io.fenghuo.web.WebServer;
import io.fenghuo.web.WebSettings;
import io.fenghuo.web.guard.Cidr;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The API by which a command acts on a home: that of the instance running there, else one opened on loopback for this command alone, over the
 * store under its exclusive lock. Either way a command does the same thing by the same code, and is refused in the same words. Confined to one
 * thread; close it.
 */
public final class Access implements AutoCloseable {
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PROBE)
            .proxy(ProxySelector.of(null))
            .build();
    private final Settings settings;
    private final TerminalWords words;
    private final Lifecycle opened = new Lifecycle();
    private final List<String> remarks = new ArrayList<>();
    private String url = "";
    private boolean serving;

    private Access(Settings settings) {
        this.settings = settings;
        this.words = new TerminalWords(settings.environment().language());
    }

    /**
     * An answer of the API.
     *
     * @param status of HTTP
     * @param body missing when it is no JSON
     * @param retryAfter seconds to wait before another try; 0 = it does not say
     */
    public record Answer(int status, JsonNode body, int retryAfter) {
        Answer(int status, JsonNode body) {
            this(status, body, 0);
        }

        public boolean ok() {
            return status / 100 == 2;
        }

        /** Why not, with what to do. */
        public String words() {
            String cure = body.path("cure").asText("");
            String what = body.path("message").asText("HTTP " + status);
            return cure.isEmpty() ? what : what + " " + cure;
        }
    }

    /**
     * Finds the instance of this home, or opens its store.
     *
     * @throws StartRefused when neither can be had, saying why and what to do
     */
    public static Access open(Settings settings) {
        Access access = new Access(settings);
        if (!access.findInstance()) {
            access.openStore();
        }
        return access;
    }

    /** Whether a running instance answers, so that what is decided is also sent. */
    public boolean serving() {
        return serving;
    }

    /** What the person should know about how the home was reached. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    public Answer get(String path) {
        return ask(request(url + path, PATIENCE).GET());
    }

    /** What stands at a path, as it is; null when it cannot be had. */
    public @Nullable String text(String path) {
        try {
            HttpResponse<String> response = http.send(
                    request(url + path, PATIENCE).GET().build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return response.statusCode() == 200 ? response.body() : null;
        } catch (IOException failed) {
            throw new StartRefused(List.of(words.say("access.lost", url, String.valueOf(failed.getMessage()))), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    public Answer post(String path, Map<String, Object> body) {
        try {
            String json = JSON.writeValueAsString(body);
            return ask(request(url + path, PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Brings posts as NDJSON. */
    Answer bring(String path, byte[] lines) {
        return ask(request(url + path, LONG_PATIENCE)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines)));
    }

    /** A file that was fetched, or why not. */
    public record Download(Answer answer, Map<String, String> headers) {
        public Download {
            headers = Map.copyOf(headers);
        }

        /** A header of the answer; empty when absent. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Posts, and saves what comes back to a file; a refusal touches no file. */
    public Download download(String path, Map<String, Object> body, Path to) {
        try {
            HttpRequest request = request(url + path, LONG_PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8))
                    .build();
            HttpResponse<String> response = http.send(request, info -> info.statusCode() == 200 ? saved(to) : text());
            Map<String, String> headers = new HashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            Answer answer = new Answer(response.statusCode(), json(response.body()));
            return new Download(answer, headers);
        } catch (IOException failed) {
            throw new StartRefused(List.of(words.say("access.lost", url, String.valueOf(failed.getMessage()))), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartRefused(List.of(words.say("access.lost", url, "interrupted")), interrupted);
        }
    }

    private static HttpResponse.BodySubscriber<String> saved(Path to) {
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofFile(
                        to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
                file -> "");
    }

    private static HttpResponse.BodySubscriber<String> text() {
        return HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    private boolean findInstance() {
        Set<String> candidates = new LinkedHashSet<>();
        new Calling(settings).read().ifPresent(candidates::add);
        if (settings.environment().listen().port() != 0) {
            candidates.add(settings.url(settings.environment().listen().port()));
        }
        for (String candidate : candidates) {
            if (isOurs(candidate)) {
                url = candidate;
                serving = true;
                remarks.clear();
                return true;
            }
        }
        return false;
    }

    private boolean isOurs(String candidate) {
        Answer answer;
        try {
            answer = send(request(candidate + "/api/instance", PROBE).GET());
        } catch (IOException | IllegalArgumentException nobody) {
            return false;
        }
        if (answer.status() == 403 && answer.body().path("error").asText("").startsWith("error.")) {
            remarks.add(words.say("access.untrusted", candidate));
            return false;
        }
        if (!answer.body().path("name").asText("").equals("fenghuo")) {
            remarks.add(words.say("access.foreign", candidate));
            return false;
        }
        String home = answer.body().path("home").asText("");
        if (!same(home)) {
            remarks.add(words.say("access.other-home", candidate, home));
            return false;
        }
        return true;
    }

    private boolean same(String home) {
        try {
            return Files.isSameFile(Path.of(home), settings.home());
        } catch (IOException | java.nio.file.InvalidPathException gone) {
            return false;
        }
    }

    private void openStore() {
        try {
            Settings silent = new Settings(
                    settings.environment(), settings.variables(), new PrintStream(OutputStream.nullOutputStream()));
            Foundation ground = Foundation.quietly(silent, new SystemTime(), opened);
            Works works = new Works(ground);
            works.reload.adopt(ground.configuration());
            WebSettings usual = Startup.web(silent);
            WebSettings here = new WebSettings(
                    "127.0.0.1",
                    0,
                    usual.publicUrl(),
                    Cidr.LOOPBACK,
                    usual.key(),
                    usual.zone(),
                    usual.lang(),
                    WebSettings.MAX_BODY);
            int port = WebServer.start(ground.vertx(), here, works.counter())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            url = "http://127.0.0.1:" + port;
        } catch (StartRefused | CompletionException refused) {
            close();
            throw refusal(refused);
        }
    }

    private RuntimeException refusal(RuntimeException refused) {
        List<String> lines = new ArrayList<>(remarks);
        if (refused.getCause() instanceof StoreException.Locked locked) {
            lines.add(words.say("access.locked", settings.data(), String.valueOf(locked.getMessage())));
        } else if (refused instanceof StartRefused known) {
            lines.addAll(known.lines());
        } else {
            return refused;
        }
        return new StartRefused(lines, refused);
    }

    private HttpRequest.Builder request(String to, Duration patience) {
        String lang = settings.lang().equals("en") ? "en" : "zh";
        return HttpRequest.newBuilder(URI.create(to))
                .timeout(patience)
                .header("Accept", "application/json")
                .header("Cookie", "fh_lang=" + lang)
                .header("Fenghuo-Via", "cli");
    }

    private Answer ask(HttpRequest.Builder request) {
        try {
            return send(request);
        } catch (IOException failed) {
            throw new StartRefused(List.of(words.say("access.lost", url, String.valueOf(failed.getMessage()))), failed);
        }
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            String wait = response.headers().firstValue("Retry-After").orElse("");
            return new Answer(
                    response.statusCode(),
                    json(response.body()),
                    wait.matches("\\d{1,6}") ? Integer.parseInt(wait) : 0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static JsonNode json(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }

    /** Gives the store back when it was opened for this command. */
    @Override
    public void close() {
        opened.stop().toCompletionStage().toCompletableFuture().join();
    }
}
