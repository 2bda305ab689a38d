package io.fenghuo;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports for servers that must know theirs before they listen, or listen again on the one they had. They lie below those a system hands out to
 * outgoing connections (32768 and up on Linux), so nothing comes in between while nobody listens. Threadsafe.
 */
public final class Ports {
    private static final int FIRST = 12_000;
    private static final int MANY = 20_000;
    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /** A port on loopback nobody listens on, given once in this process. */
    public static synchronized int free() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = FIRST + RANDOM.nextInt(MANY);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free port");
    }

    private static boolean isFree(int port) {
        try (ServerSocket there = new ServerSocket(port)) {
            return there.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
