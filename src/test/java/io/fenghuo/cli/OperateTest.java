package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a home where nothing runs. */
class OperateTest {
    @TempDir
    private Path home;

    @Test
    void anEmptyStoreHasNothingToShow() {
        Shell shell = new Shell(home);
        assertThat(shell.run("incident")).isZero();
        assertThat(shell.out).isEmpty();
        assertThat(shell.err).contains("没有未结束的事件");
        assertThat(shell.run("outbox", "show", "d-1")).isEqualTo(1);
        assertThat(shell.err).contains("没有这条推送");
    }

    @Test
    void theDemoIsDecidedForTheNextStart() {
        Shell shell = new Shell(home);
        shell.environment.put("FENGHUO_LANG", "en");
        assertThat(shell.run("demo", "off")).isZero();
        assertThat(shell.out).contains("sent away", "not playing");
        assertThat(shell.run("demo", "--json")).isZero();
        assertThat(shell.out).contains("\"demo\":\"off\"");
    }

    @Test
    void misuseIsTwo() {
        Shell shell = new Shell(home);
        assertThat(shell.run("incident", "grab", "i-1")).isEqualTo(2);
        assertThat(shell.err).contains("grab", "take");
        assertThat(shell.run("incident", "take")).isEqualTo(2);
        assertThat(shell.run("demo", "on")).isEqualTo(2);
        assertThat(shell.run("outbox", "list", "--state", "odd")).isEqualTo(1);
        assertThat(shell.err).contains("pending");
        assertThat(shell.run("incident", "--help")).isZero();
        assertThat(shell.out).contains("publish_findings");
    }
}
