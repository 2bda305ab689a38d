package io.fenghuo.app.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fenghuo.store.Tx;
import io.fenghuo.web.Drills;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A rehearsal under way, as the store keeps it, so that a restart goes on with it.
 *
 * @param run its id
 * @param next how many of its posts are in
 */
record DrillRun(String run, String scenario, String by, Instant startedAt, int next) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final String RUNNING = "drill";
    private static final String REPORTS = "drill.reports";
    /** So many reports are kept. */
    private static final int KEPT = 20;

    /** The id of its {@code number}th post, from 0. */
    static String post(int number) {
        return "p" + (number + 1);
    }

    DrillRun at(int posted) {
        return new DrillRun(run, scenario, by, startedAt, posted);
    }

    static Optional<DrillRun> running(Tx tx) {
        return tx.journal().setting(RUNNING).filter(json -> !json.isEmpty()).map(json -> read(json, DrillRun.class));
    }

    void keep(Tx tx) {
        tx.journal().saveSetting(RUNNING, write(this));
    }

    static void over(Tx tx, Drills.Report report) {
        List<Drills.Report> all = new ArrayList<>(List.of(report));
        all.addAll(reports(tx));
        tx.journal().saveSetting(REPORTS, write(all.subList(0, Math.min(KEPT, all.size()))));
        none(tx);
    }

    /** None runs any more. */
    static void none(Tx tx) {
        tx.journal().saveSetting(RUNNING, "");
    }

    /** Newest first. */
    static List<Drills.Report> reports(Tx tx) {
        return tx.journal()
                .setting(REPORTS)
                .map(json -> Arrays.asList(read(json, Drills.Report[].class)))
                .orElse(List.of());
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException foreign) {
            throw new UncheckedIOException("what the store keeps of a drill cannot be read", foreign);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
