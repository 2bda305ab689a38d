package io.fenghuo.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * A program to be killed: writes works numbered from its second argument on into the store at its first, and prints each number once its
 * commit is acknowledged.
 */
final class NumberWriter {
    private static final int IN_FLIGHT = 64;

    private NumberWriter() {}

    public static void main(String[] args) throws InterruptedException {
        Store store = Stores.sqlite(Path.of(args[0]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        Semaphore room = new Semaphore(IN_FLIGHT);
        for (long number = Long.parseLong(args[1]); ; number++) {
            long n = number;
            room.acquire();
            store.write(tx -> tx.journal().publish("number", Long.toString(n), Instant.EPOCH))
                    .whenComplete((seq, failure) -> {
                        if (failure != null) {
                            failure.printStackTrace(System.err);
                            Runtime.getRuntime().halt(2);
                        }
                        out.println(n);
                        room.release();
                    });
        }
    }
}
