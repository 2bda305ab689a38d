package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.store.StoreLock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home in which nothing can be kept, or that another instance has: said in one line with the cure, exit 2. */
class RefusedStartTest {
    @TempDir
    private Path home;

    private List<String> refusal(Shell shell) {
        assertThat(shell.run("run")).isEqualTo(2);
        return shell.err.lines().toList();
    }

    @Test
    void aHomeInUseNamesTheProcess() {
        Shell shell = new Shell(home);
        StoreLock held = StoreLock.acquire(home.resolve("data"));
        try {
            assertThat(refusal(shell))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("另一个烽火", "进程 " + ProcessHandle.current().pid(), "--home");
            shell.environment.put("FENGHUO_LANG", "en");
            assertThat(refusal(shell)).hasSize(2).first().asString().contains("another Fenghuo", "Stop that one first");
        } finally {
            held.close();
        }
    }

    @Test
    void aFileWhereTheDataFolderGoes() {
        Shell shell = new Shell(home);
        shell.file("data", "x");
        assertThat(refusal(shell)).hasSize(2).first().asString().contains("data 不是文件夹");
        shell.environment.put("FENGHUO_LANG", "en");
        assertThat(refusal(shell)).hasSize(2).first().asString().contains("is no folder: move that file away");
    }

    @Test
    void aFileThatIsNoDatabase() {
        Shell shell = new Shell(home);
        shell.file("data/fenghuo.db", "this is no database at all, but long enough to be looked at ".repeat(9));
        assertThat(refusal(shell)).hasSize(2).first().asString().contains("存储打不开");
    }
}
