package io.fenghuo.app;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A whole service in a folder of its own that is gone afterwards, for developers' tests of their plug-ins: classes named in its files are found
 * on the class path of the test. It listens on a free port of loopback and tells what happened by the public {@code GET /api/events}.
 * Threadsafe once started.
 */
public final class PluginHouse implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BEAT_MILLIS = 25;
    /** The source of what {@link #post} brings. */
    public static final String SOURCE = "test";

    private static final Pattern CHANNEL = Pattern.compile("(?m)^\\s*-\\s*\\{?\\s*id:\\s*([\\w-]+)");

    private final Path home;
    private final Fenghuo service;
    private final ByteArrayOutputStream said;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PluginHouse(Path home, Fenghuo service, ByteArrayOutputStream said) {
        this.home = home;
        this.service = service;
        this.said = said;
    }

    /** What happens to a post on its way. */
    public enum Kind {
        /** It was stored. */
        POST("post"),
        /** A rule was found in it. */
        HIT("hit"),
        /** Something became of an incident. */
        INCIDENT("incident."),
        /** A channel said how a sending went. */
        DELIVERY("delivery");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /** A house that is still to be furnished; by default it has no source, no rule, and one person who is told
     * by every channel. */
    public static Furnishing with() {
        return new Furnishing();
    }

    /** The files of a house. */
    public static final class Furnishing {
        private final Map<String, String> files = new LinkedHashMap<>();
        private final Map<String, String> variables = new LinkedHashMap<>();

        private Furnishing() {
            sources("sources: []\n");
            watchlist("brand: 云朵家\nrules: []\n");
            channels("channels:\n  - { id: terminal, type: terminal }\n");
        }

        /** What {@code watchlists/sources.yaml} says. */
        public Furnishing sources(String yaml) {
            return file("watchlists/sources.yaml", yaml);
        }

        /** What {@code watchlists/test.yaml} says. */
        public Furnishing watchlist(String yaml) {
            return file("watchlists/test.yaml", yaml);
        }

        /** What {@code alerts/channels.yaml} says. */
        public Furnishing channels(String yaml) {
            return file("alerts/channels.yaml", yaml);
        }

        /** Any other file, by its name below the home. */
        public Furnishing file(String name, String text) {
            files.put(name, text);
            return this;
        }

        /** What <code>${name}</code> stands for in the files. */
        public Furnishing variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        /**
         * Starts it.
         *
         * @throws StartRefused when the files have errors, saying which
         */
        public PluginHouse start() throws IOException {
            Path home = Files.createTempDirectory("fenghuo-house");
            files.computeIfAbsent("alerts/contacts.yaml", name -> contacts());
            for (Map.Entry<String, String> one : files.entrySet()) {
                Path file = home.resolve(one.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, one.getValue());
            }
            Map<String, String> environment = new LinkedHashMap<>(variables);
            environment.put("FENGHUO_LISTEN", "127.0.0.1:0");
            environment.putIfAbsent("FENGHUO_LANG", "en");
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream terminal = new PrintStream(said, true, StandardCharsets.UTF_8);
            PluginHouse house = new PluginHouse(home, new Fenghuo(Settings.read(environment, terminal, home)), said);
            try {
                join(house.service.start().toCompletableFuture());
            } catch (RuntimeException refused) {
                house.clear();
                throw refused;
            }
            return house;
        }

        /** One person who has every role and is reached by every channel. */
        private String contacts() {
            List<String> ids = new ArrayList<>();
            for (Matcher id = CHANNEL.matcher(files.getOrDefault("alerts/channels.yaml", "")); id.find(); ) {
                ids.add(id.group(1));
            }
            return """
                    people:
                      - { id: tester, name: 测试员, via: %s }
                    roles: { duty: [tester], legal: [tester], supervisor: [tester], brand: [tester], safety: [tester], admin: [tester] }
                    """.formatted(ids);
        }
    }

    /** Where its console and its interfaces are. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + service.port());
    }

    /** What it printed: the greeting, and what the terminal was told. */
    public String terminal() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** Brings a post as {@code POST /api/posts?source=test} would; only {@code text} is required. Returns the answer. */
    public JsonObject post(JsonObject post) {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/api/posts?source=" + SOURCE))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", Integer.toHexString(post.encode().hashCode()))
                .POST(HttpRequest.BodyPublishers.ofString(post.encode()))
                .build();
        return new JsonObject(send(request));
    }

    /** What has happened so far, oldest first, as the data of the events. */
    public List<JsonObject> seen(Kind kind) {
        List<JsonObject> found = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonObject page = new JsonObject(send(HttpRequest.newBuilder(url().resolve("/api/events?after=" + after))
                    .build()));
            JsonArray events = page.getJsonArray("events");
            if (events.isEmpty()) {
                return found;
            }
            for (Object one : events) {
                JsonObject event = (JsonObject) one;
                if (event.getString("type").startsWith(kind.type)) {
                    found.add(event.getJsonObject("data"));
                }
            }
            after = page.getLong("next");
        }
    }

    /**
     * Waits until that has happened {@code count} times.
     *
     * @return all that has happened of the kind by then
     * @throws AssertionError when it has not within 20 s, saying what has
     */
    public List<JsonObject> await(Kind kind, int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<JsonObject> seen = seen(kind);
        while (seen.size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        count + " x " + kind + " awaited, seen are " + seen + "\nThe terminal says:\n" + terminal());
            }
            TimeUnit.MILLISECONDS.sleep(BEAT_MILLIS);
            seen = seen(kind);
        }
        return seen;
    }

    /** Stops it and removes its folder. */
    @Override
    public void close() {
        try {
            join(service.stop().toCompletableFuture());
        } finally {
            clear();
        }
    }

    private void clear() {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request.uri() + " answers " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(failed.getCause());
        } catch (TimeoutException late) {
            throw new IllegalStateException("the house takes longer than a minute", late);
        }
    }
}
