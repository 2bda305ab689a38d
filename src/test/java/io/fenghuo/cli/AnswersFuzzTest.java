package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Whatever answers in the place of the service: shown harmlessly or refused, with an exit code of ours; never a trace. */
class AnswersFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<List<String>> COMMANDS = List.of(
            List.of("outbox", "list"),
            List.of("outbox", "show", "d-1"),
            List.of("incident", "list"),
            List.of("incident", "show", "i-1"),
            List.of("incident", "take", "i-1", "--by", "li"),
            List.of("case", "list"),
            List.of("case", "show", "i-1"),
            List.of("case", "actions"),
            List.of("case", "refinements"),
            List.of("pause", "list"),
            List.of("oncall", "note"),
            List.of("oncall", "shifts"),
            List.of("oncall", "swaps"),
            List.of("demo"));
    private static final List<String> AS_DATA = List.of("outbox", "incident", "case", "pause", "oncall", "demo");

    @TempDir
    private static Path home;

    private static HttpServer server;
    private static Shell shell;
    private static volatile int status;
    private static volatile byte[] body = {};

    @BeforeAll
    static void serve() throws IOException {
        shell = new Shell(home);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        byte[] ours = JSON.writeValueAsBytes(Map.of("name", "fenghuo", "home", home.toString()));
        server.createContext("/", exchange -> answer(exchange, status, body));
        server.createContext("/api/instance", exchange -> answer(exchange, 200, ours));
        server.start();
        shell.environment.put(
                "FENGHUO_LISTEN", "127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int code, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterAll
    static void end() {
        server.stop(0);
    }

    /** One command with each answer, so that there is time for many; the first byte says which, and whether it is refused. */
    @FuzzTest(maxDuration = "65s")
    void answers(byte[] bytes) throws JsonProcessingException {
        BugDetectors.allowNetworkConnections(
                (host, port) -> port == server.getAddress().getPort());
        if (bytes.length == 0) {
            return;
        }
        int which = Byte.toUnsignedInt(bytes[0]) - ' ';
        List<String> command = COMMANDS.get(Math.floorMod(which, COMMANDS.size()));
        body = Arrays.copyOfRange(bytes, 1, bytes.length);
        for (int code : new int[] {200, 409}) {
            status = code;
            told(shell.run(command.toArray(String[]::new)));
        }
        status = 200;
        String name = command.get(0);
        if (AS_DATA.contains(name)) {
            String[] asData =
                    Stream.concat(command.stream(), Stream.of("--json")).toArray(String[]::new);
            told(shell.run(asData));
            for (String line : shell.out.lines().toList()) {
                JSON.readTree(line);
            }
        }
    }

    private static void told(int exit) {
        assertThat(exit).isBetween(0, 2);
        for (String said : List.of(shell.out, shell.err)) {
            assertThat(said).doesNotContain("io.fenghuo", "Exception", "\tat ");
            assertThat(said.chars()
                            .noneMatch(c -> (Character.isISOControl(c) && c != '\n' && c != '\t')
                                    || (c >= '\u202a' && c <= '\u202e')
                                    || (c >= '\u2066' && c <= '\u2069')))
                    .as(said)
                    .isTrue();
        }
    }
}
