package io.jdock.runc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers that lie in wait for what joins them: the rows A1, A2 and A3 of docs/security-tests.md. */
@Timeout(1800)
final class HostileContainerTest {

    private static final int EXECS = Integer.getInteger("jdock.races.execs", 3);

    /**
     * Looks through all that procfs has of whoever else is here, for as long as it may: at the host's root, working directory and
     * open directories, and whether a running program can be opened for writing.
     */
    private static final String SPY = """
            while [ ! -e /stop ]; do
              for p in /proc/[0-9]*; do
                [ $p = /proc/1 ] && continue
                [ -e $p/root/spied ] && seen=$((seen + 1))
                for way in $p/root $p/cwd $p/fd/*; do
                  [ -e $way%1$s ] && echo "outside by $way" >> /found
                done
                { true >> $p/exe; } 2> /dev/null && ls -l $p/exe >> /opened
              done
            done
            echo $seen > /report
            """;

    @TempDir
    Path directory;

    private final String id =
            "jdock-test-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    private Runc runc;
    private Path rootfs;
    private String before = "";

    @BeforeEach
    void makeBundle() throws IOException {
        runc = Runc.in(directory);
        rootfs = runc.bundle().resolve("rootfs");
        runc.edit(text -> text.replace("\"readonly\": true", "\"readonly\": false"));
        Files.createFile(rootfs.resolve("spied"));
        Files.writeString(directory.resolve("canary"), "untouched");
        before = audit();
    }

    @AfterEach
    void removeContainer() throws IOException {
        runc.run("delete", "--force", id).succeeded();
        assertFalse(Files.exists(runc.root().resolve(id)));
        assertEquals(before, audit());
    }

    /** A1 and A2, CVE-2019-5736, CVE-2016-9962: even who may trace everybody sees of an exec nothing that is the host's. */
    @Test
    void aSpySeesOnlyWhatIsTheContainersAnyway() throws IOException {
        runc.edit(text -> text.replace("\"CAP_KILL\"", "\"CAP_KILL\", \"CAP_SYS_PTRACE\""));
        script(SPY.formatted(directory.resolve("canary")));
        runc.run("run", "--detach", "-b", runc.bundle().toString(), id).succeeded();

        for (int i = 0; i < EXECS; i++) {
            runc.run("exec", id, "true").succeeded();
        }
        Files.createFile(rootfs.resolve("stop"));

        assertTrue(Integer.parseInt(awaitReport()) > 0);
        assertEquals("", read("found"));
        for (String program : read("opened").lines().toList()) {
            assertTrue(program.contains("/memfd:trampoline") || program.endsWith("/bin/busybox"), program);
        }
    }

    /** A3: what joins is no virtual machine, so the signal that makes one talk only ends it, and it has no files to meet it by. */
    @Test
    void noVirtualMachineIsEverWithinReach() throws IOException {
        script("""
                while [ ! -e /stop ]; do
                  for p in /proc/[0-9]*; do
                    [ $p = /proc/1 ] || kill -QUIT ${p#/proc/}
                  done 2> /dev/null
                done
                ls -A /tmp > /report
                echo end >> /report
                """);
        runc.run("run", "--detach", "-b", runc.bundle().toString(), id).succeeded();

        for (int i = 0; i < EXECS; i++) {
            Runc.Result result = runc.run("exec", id, "true");
            assertFalse(
                    result.err().contains("Full thread dump") || result.out().contains("Full thread dump"));
            assertTrue(
                    result.status() == 0
                            || result.status() == 128 + 3
                            || !result.err().isEmpty(),
                    result::toString);
        }
        Files.createFile(rootfs.resolve("stop"));

        assertEquals("end", awaitReport());
    }

    /** A1 and A3: the launcher's own program is good for nothing, and a container's environment is the container's alone. */
    @Test
    void neitherTheLaunchersProgramNorTheEnvironmentIsAWayToTheHost() throws IOException {
        runc.program("/proc/self/exe");
        Runc.Result itself = runc.run("run", "-b", runc.bundle().toString(), id);
        assertTrue(itself.status() != 0, itself::toString);
        runc.program("env");
        runc.edit(text -> text.replace("\"TERM=xterm\"", """
                "TERM=xterm", "LD_PRELOAD=/evil.so", "LD_LIBRARY_PATH=/evil", "JAVA_TOOL_OPTIONS=-Xevil", \
                "JDK_JAVA_OPTIONS=-Xevil\""""));

        Runc.Result result = runc.run("run", "-b", runc.bundle().toString(), id);

        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("JAVA_TOOL_OPTIONS=-Xevil"), result.out());
        assertEquals("", result.err());
    }

    private void script(String text) throws IOException {
        Files.writeString(rootfs.resolve("script"), text);
        runc.program("sh", "/script");
    }

    private String awaitReport() throws IOException {
        while (!read("report").endsWith("\n")) {
            Thread.onSpinWait();
        }
        return read("report").strip();
    }

    private String read(String name) throws IOException {
        Path file = rootfs.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Of the canary and of every program of the host that takes part: who it is and what is in it. */
    private String audit() throws IOException {
        List<Path> files = new ArrayList<>(List.of(directory.resolve("canary")));
        Path home = Path.of(System.getProperty("java.home"));
        files.add(home.resolve("bin/java"));
        files.add(home.resolve("lib/server/libjvm.so"));
        Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(path -> path.endsWith(".jar"))
                .map(Path::of)
                .forEach(files::add);
        StringBuilder facts = new StringBuilder();
        for (Path file : files) {
            var status = Files.readAttributes(file, "unix:ino,mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            facts.append("%s %s %s%n".formatted(file, new TreeMap<>(status), digest(file)));
        }
        return facts.toString();
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }
}
