package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on the whole engine, each named by its row of docs/security-tests.md: nothing of the host's changes, and the daemon
 * that was there before is there after. {@code -Djdock.races.execs=1000} makes the races as long as one likes.
 */
@ExtendWith(LeakAudit.class)
final class AttackIT {

    private static final String IMAGE = "jdock/httpd:embedded";
    private static final int EXECS = Integer.getInteger("jdock.races.execs", 5);
    private static final Path CORE_PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    /** Programs to become another user with, on the host. */
    private static final List<String> AS_USER = List.of("setpriv", "--reuid=1000", "--regid=1000", "--clear-groups");

    private static Engine engine;
    private static Canary programs;

    @TempDir
    static Path directory;

    private Path outside;
    private Canary canary;
    private long daemon;
    private String pattern;

    @BeforeAll
    static void start() throws IOException {
        programs = Canary.of(distribution());
        engine = Engine.start();
        engine.jdock("load", "-i", TestImages.busybox().toString()).expect(0);
        engine.jdock("run", "-d", "--name", "box", IMAGE, "sleep", "100000").expect(0);
    }

    @AfterAll
    static void stop() {
        engine.close();
        programs.requireUnchanged();
    }

    @BeforeEach
    void makeCanary() throws IOException {
        outside = Files.createTempDirectory(directory, "canary");
        Files.writeString(outside.resolve("canary"), "untouched");
        canary = Canary.of(List.of(outside, outside.resolve("canary")));
        daemon = engine.daemonPid();
        pattern = Files.readString(CORE_PATTERN);
    }

    @AfterEach
    void requireUntouchedHost() throws IOException {
        canary.requireUnchanged();
        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(1, files.count());
        }
        assertEquals(pattern, Files.readString(CORE_PATTERN));
        assertEquals(daemon, engine.daemonPid());
        assertTrue(engine.answers());
        for (String id : engine.jdock("ps", "-aq", "--no-trunc").text().lines().toList()) {
            if (!engine.inspect(id, "/Name").asText().equals("/box")) {
                engine.jdock("rm", "-f", id).expect(0);
            }
        }
    }

    /** A1, CVE-2019-5736: the program of whoever makes a container is none that could be changed. */
    @Test
    void noProgramOfTheHostIsWithinReachOfAContainer() {
        assertNotEquals(
                0,
                engine.jdock("run", "--rm", "--entrypoint", "/proc/self/exe", IMAGE)
                        .status());
        engine.jdock("run", "-d", "--name", "spy", "--cap-add", "SYS_PTRACE", IMAGE, "sh", "-c", """
                        while [ ! -e /stop ]; do
                          for p in /proc/[0-9]*; do
                            { true >> $p/exe; } 2> /dev/null && ls -l $p/exe >> /opened
                          done
                        done
                        sleep 1000""")
                .expect(0);

        for (int i = 0; i < EXECS; i++) {
            engine.jdock("exec", "spy", "true").expect(0);
        }

        String opened = engine.jdock("exec", "spy", "sh", "-c", "touch /stop; cat /opened 2> /dev/null; true")
                .text();
        assertTrue(
                opened.lines().allMatch(line -> line.endsWith("busybox") || line.contains("/memfd:trampoline")),
                opened);
        programs.requireUnchanged();
    }

    /** A2, CVE-2016-9962: even who may trace everybody sees of an exec nothing that is the host's. */
    @Test
    void aSpySeesOnlyWhatIsTheContainersAnyway() {
        engine.jdock("run", "-d", "--name", "spy", "--cap-add", "SYS_PTRACE", IMAGE, "sh", "-c", """
                        while [ ! -e /stop ]; do
                          for p in /proc/[0-9]*; do
                            for way in $p/root $p/cwd $p/fd/*; do
                              [ -e $way%s/canary ] && echo $way >> /found
                            done
                          done
                        done
                        sleep 1000""".formatted(outside))
                .expect(0);

        for (int i = 0; i < EXECS; i++) {
            engine.jdock("exec", "spy", "true").expect(0);
        }

        assertEquals(
                "",
                engine.jdock("exec", "spy", "sh", "-c", "touch /stop; cat /found 2> /dev/null; true")
                        .text());
    }

    /** A3: what a container sets in its environment is for the container alone, and nobody listens for signals there. */
    @Test
    void noVirtualMachineIsWithinReachOfAContainer() throws IOException {
        assertEquals(
                "-Xevil",
                engine.jdock(
                                "run",
                                "--rm",
                                "-e",
                                "JAVA_TOOL_OPTIONS=-Xevil",
                                "-e",
                                "LD_PRELOAD=/evil.so",
                                IMAGE,
                                "sh",
                                "-c",
                                "echo $JAVA_TOOL_OPTIONS")
                        .text());
        assertEquals("", engine.jdock("exec", "box", "ls", "-A", "/tmp").text());
        for (long pid : List.of(engine.daemonPid(), engine.supervisorPid().orElseThrow())) {
            List<String> command = List.of(
                    Files.readString(Path.of("/proc/%d/cmdline".formatted(pid))).split("\0"));
            assertTrue(
                    command.containsAll(List.of("-XX:+DisableAttachMechanism", "-XX:-UsePerfData")), command::toString);
            assertFalse(Files.exists(Path.of("/tmp/hsperfdata_root/" + pid)));
        }
    }

    /** A4, CVE-2024-21626. */
    @Test
    void aDescriptorIsNoWayOut() {
        for (int fd : IntStream.of(3, 5, 7, 8, 12, 16, 1000).toArray()) {
            String there = "/proc/self/fd/" + fd;
            assertNotEquals(
                    0,
                    engine.jdock("run", "--rm", "-w", there, IMAGE, "cat", "../etc/hostname")
                            .status());
            assertNotEquals(
                    0,
                    engine.jdock("exec", "-w", there, "box", "cat", "../etc/hostname")
                            .status());
            assertNotEquals(
                    0,
                    engine.jdock("run", "--rm", IMAGE, there + "/../../bin/sh", "-c", "true")
                            .status());
        }
        assertEquals(
                "0\n1\n2\n3",
                engine.jdock("run", "--rm", IMAGE, "ls", "/proc/self/fd").text());
    }

    /** A6, CVE-2019-16884, CVE-2023-27561: nothing but procfs on /proc. */
    @Test
    void nothingIsMountedOverProc() {
        for (String target : List.of("/proc", "/proc/self/attr", "/proc/sys")) {
            refused(engine.jdock("run", "--rm", "-v", outside + ":" + target, IMAGE, "true"));
        }
    }

    /** A13, CVE-2022-24769, CVE-2022-29162, CVE-2022-27650. */
    @Test
    void capabilitiesAreWhatWasAskedForAndRootsOnly() {
        String none = "0000000000000000";
        String usual = "00000000a80425fb";
        String withTime = "00000000aa0425fb";

        assertEquals(sets(usual, usual), capabilities("run", "--rm", IMAGE));
        assertEquals(sets(usual, usual), capabilities("exec", "box"));
        assertEquals(sets(none, usual), capabilities("run", "--rm", "-u", "1000", IMAGE));
        assertEquals(sets(none, usual), capabilities("exec", "-u", "1000", "box"));
        assertEquals(sets(withTime, withTime), capabilities("run", "--rm", "--cap-add", "SYS_TIME", IMAGE));
        assertEquals(sets(none, withTime), capabilities("run", "--rm", "-u", "1000", "--cap-add", "SYS_TIME", IMAGE));
        String all = capabilities("exec", "--privileged", "box");
        assertTrue(all.startsWith("CapInh " + none) && all.endsWith("CapAmb " + none), all);
        assertTrue(capabilities("exec", "--privileged", "-u", "1000", "box").contains("CapEff " + none));
    }

    private static String capabilities(String... words) {
        List<String> command = Stream.concat(Stream.of(words), Stream.of("grep", "^Cap", "/proc/self/status"))
                .toList();
        return engine.jdock(command.toArray(String[]::new))
                .text()
                .lines()
                .map(line -> line.replace(":\t", " "))
                .collect(Collectors.joining(" "));
    }

    private static String sets(String effective, String bounding) {
        return "CapInh 0000000000000000 CapPrm %s CapEff %1$s CapBnd %s CapAmb 0000000000000000"
                .formatted(effective, bounding);
    }

    /** A14, CVE-2024-40635, CVE-2026-46680, CVE-2026-30892, with an image that has accounts of such names. */
    @ParameterizedTest
    @ValueSource(strings = {"4294967296", "-1", "0x0", " 0", "0:4294967296", ":0"})
    void numbersOutOfRangeAreNobody(String user) throws IOException {
        Path passwd = Files.writeString(directory.resolve("passwd"), user + ":x:0:0::/:/bin/sh\n");
        String volume = passwd + ":/etc/passwd:ro";

        refused(engine.jdock("run", "--rm", "-v", volume, "--user=" + user, IMAGE, "id", "-u"));
        Command.Result exec = engine.jdock("exec", "--user=" + user, "box", "id", "-u");
        assertTrue(exec.status() != 0 && !exec.out().strip().matches("[0-9]+"), exec::toString);
    }

    /** A15, CVE-2026-47262, CVE-2024-9676: account files without end. */
    @ParameterizedTest
    @ValueSource(strings = {"sparse", "line", "fifo"})
    void accountFilesWithoutEndAreRefused(String kind) throws IOException {
        Path passwd = directory.resolve(kind);
        switch (kind) {
            case "sparse" -> {
                try (RandomAccessFile file = new RandomAccessFile(passwd.toFile(), "rw")) {
                    file.setLength(2L << 30);
                }
            }
            case "line" -> Files.writeString(passwd, "x".repeat(2 << 20));
            default -> Command.run("mkfifo", passwd.toString()).expect(0);
        }
        long before = residentKib(engine.supervisorPid().orElseThrow());

        refused(engine.jdock("run", "--rm", "-v", passwd + ":/etc/passwd", "-u", "web", IMAGE, "true"));

        long after = residentKib(engine.supervisorPid().orElseThrow());
        assertTrue(after - before < 32 << 10, "grew from %d to %d KiB".formatted(before, after));
    }

    /** A16, CVE-2022-36109, CVE-2023-25173. */
    @Test
    void groupsAreThoseOfTheAccountAndThoseAsked() {
        assertEquals(
                "1000",
                engine.jdock("run", "--rm", "-u", "1000:1000", IMAGE, "id", "-G")
                        .text());
        assertEquals(
                "1000",
                engine.jdock("exec", "-u", "1000:1000", "box", "id", "-G").text());
    }

    /** A17, CVE-2022-0492, CVE-2023-25809. */
    @Test
    void cgroupsCannotBeChangedNorMountedAnew() {
        Command.Result result = engine.jdock("run", "--rm", IMAGE, "sh", "-c", """
                unshare -UrmC true && echo UNSHARED
                mount -t cgroup -o rdma none /tmp && echo MOUNTED
                for file in /sys/fs/cgroup/*/* /sys/fs/cgroup/*; do
                  [ -f $file ] && { echo 1 > $file; } 2> /dev/null && echo WROTE $file
                  [ -d $file ] && mkdir $file/mine 2> /dev/null && echo MADE $file
                done
                ls /sys/fs/cgroup | wc -l""");

        assertTrue(Integer.parseInt(result.text()) > 0, result::toString);
    }

    /** A18, CVE-2022-0811. */
    @Test
    void parametersOfTheHostAreNotSet() {
        for (String parameter : List.of(
                "kernel.core_pattern=x",
                "kernel.shmmax=1+kernel.core_pattern=x",
                "kernel/core_pattern=x",
                "net/../kernel/core_pattern=x",
                "net.ipv4.ip_forward=1\nkernel.core_pattern=x")) {
            refused(engine.jdock("run", "--rm", "--sysctl", parameter, IMAGE, "true"));
        }
        refused(engine.jdock("run", "--rm", "--network", "host", "--sysctl", "net.ipv4.ip_forward=1", IMAGE, "true"));
        refused(engine.jdock("run", "--rm", "--ipc", "host", "--sysctl", "fs.mqueue.msg_max=9", IMAGE, "true"));
        assertEquals(
                "1",
                engine.jdock(
                                "run",
                                "--rm",
                                "--sysctl",
                                "net.ipv4.ip_forward=1",
                                IMAGE,
                                "cat",
                                "/proc/sys/net/ipv4/ip_forward")
                        .text());
    }

    /** A19, CVE-2020-15257: no socket of the engine's has a name in the network namespace, and only its users may connect. */
    @Test
    void theEnginesSocketsAreFilesForItsUsersOnly() throws IOException {
        Set<String> ours = new HashSet<>();
        for (long pid : List.of(engine.daemonPid(), engine.supervisorPid().orElseThrow())) {
            ours.addAll(sockets(pid));
        }
        List<String> sockets = engine.jdock("run", "--rm", "--network", "host", IMAGE, "cat", "/proc/net/unix")
                .text()
                .lines()
                .filter(line -> ours.contains(line.trim().split(" +")[6]))
                .toList();

        assertTrue(
                sockets.stream().anyMatch(line -> line.endsWith(engine.socket().toString())), sockets::toString);
        assertTrue(sockets.stream().noneMatch(line -> line.contains(" @")), sockets::toString);
        assertEquals("rw-rw----", permissions(engine.socket()));
        assertEquals("rw-------", permissions(engine.supervisorSocket()));
        open(engine.dataRoot().resolveSibling("."));
        for (Path socket : List.of(engine.socket(), engine.supervisorSocket())) {
            assertNotEquals(
                    0,
                    asUser("curl", "-s", "--unix-socket", socket.toString(), "http://x/_ping")
                            .status());
        }
    }

    /** A20, CVE-2021-41091, CVE-2021-41103, CVE-2024-25621. */
    @Test
    void otherUsersOfTheHostGetToNothingInside() throws IOException {
        engine.jdock("exec", "box", "sh", "-c", "cp /bin/busybox /bin/su-x; chmod 4755 /bin/su-x")
                .expect(0);
        open(engine.dataRoot().resolveSibling("."));
        String found = Command.run(
                        "find", engine.dataRoot().toString(), engine.execRoot().toString(), "-name", "su-x")
                .text();

        assertTrue(found.lines().count() >= 2, found);
        for (String program : found.lines().toList()) {
            assertNotEquals(0, asUser("test", "-e", program).status(), program);
        }
        assertEquals("rwx--x---", permissions(engine.dataRoot()));
        String visible = asUser(
                        "find", engine.dataRoot().toString(), engine.execRoot().toString())
                .out();
        assertEquals(
                List.of(engine.dataRoot().toString(), engine.execRoot().toString()),
                visible.lines().toList());
    }

    /** A21, CVE-2022-1227: no program of an image is executed for the host. */
    @Test
    void programsOfAnImageServeNobodyButTheContainer() {
        engine.jdock("run", "-d", "--name", "trap", IMAGE, "sleep", "1000").expect(0);
        engine.jdock("exec", "trap", "sh", "-c", """
                        for name in ps top tar gzip docker-init nsenter df; do
                          rm -f /bin/$name /usr/bin/$name
                          printf '#!/bin/sh\\necho executed >> /executed\\n' > /bin/$name
                          chmod 755 /bin/$name
                        done""").expect(0);

        for (String route :
                List.of("top", "top?ps_args=-ef", "stats?stream=false", "changes", "export", "json?size=1")) {
            assertNotEquals(500, engine.api("GET", "/containers/trap/" + route).status(), route);
        }

        assertNotEquals(0, engine.jdock("exec", "trap", "ls", "/executed").status());
    }

    /** A22: a name is no path. */
    @Test
    void namesAreNoPaths() throws IOException {
        for (String name : List.of("../x", "a/b", ".", "..", "a\nb", "-a", "ä1", "x".repeat(100_000))) {
            assertNotEquals(
                    0, engine.jdock("create", "--name", name, IMAGE, "true").status(), name);
        }
        for (String id : List.of("../x", "a/b", "..", ".", "-a", "x".repeat(100))) {
            assertNotEquals(
                    0,
                    engine.ctr("containers", "create", "docker.io/" + IMAGE, id).status(),
                    id);
        }
        for (String path : List.of(
                "/containers/..%2f..%2f..%2fetc/json",
                "/containers/%2e%2e/json",
                "/containers/%00/json",
                "/exec/..%2f..%2fx/json",
                "/images/..%2f..%2fx/json",
                "/containers/../../etc/json")) {
            int status = engine.api("GET", path).status();
            assertTrue(status == 400 || status == 404, path + ": " + status);
        }
    }

    /** A23: there are no checkpoints, so there is none that could lie. */
    @Test
    void checkpointsAreRefused() {
        engine.jdock("create", "--name", "later", IMAGE, "true").expect(0);

        int start = engine.api("POST", "/containers/later/start?checkpoint=x&checkpoint-dir=" + outside)
                .status();
        int make = engine.api("POST", "/containers/box/checkpoints", "-d", "{\"CheckpointID\":\"x\"}")
                .status();

        assertTrue(start >= 400 && start < 600, "start: " + start);
        assertTrue(make >= 400, "checkpoint: " + make);
        assertEquals("created", engine.inspect("later", "/State/Status").asText());
    }

    /** A24: nothing is looked for in a directory that everybody may write to. */
    @Test
    void nothingOfTheTemporaryDirectoryIsTrusted() {
        String names =
                "jna jna-%d hsperfdata_root .java_pid1 sqlite netty libjnidispatch.so".formatted("root".hashCode());
        Path home = Path.of("/run/jdock-attack-it-" + ProcessHandle.current().pid());
        // In mounts of its own; the distribution may itself be below the directory that is covered.
        Command.Result result = Command.run("unshare", "-m", "sh", "-c", """
                mkdir -p %3$s/dist %3$s/state && mount --bind %4$s %3$s/dist || exit 9
                mount -t tmpfs -o mode=1777 none /tmp && mount -t tmpfs -o mode=1777 none /var/tmp || exit 9
                mkdir /tmp/victim
                for name in %1$s; do %2$s ln -s /tmp/victim /tmp/$name; done
                ls -lA /tmp > /var/tmp/before
                cd %3$s/dist/bin
                ./jdock-runc --version && ./jdock-runc --root %3$s/state list && ./jdock --version || exit 8
                ls -lA /tmp > /var/tmp/after
                cmp /var/tmp/before /var/tmp/after && [ -z "$(ls -A /tmp/victim)" ]
                """.formatted(
                        names, String.join(" ", AS_USER), home, System.getProperty("jdock.distribution")));

        // Not more than that: should the distribution still be mounted there, it must stay.
        Command.run("rmdir", home.resolve("dist").toString()).expect(0);
        Command.run("rm", "-rf", home.toString()).expect(0);
        assertEquals(0, result.status(), result::toString);
        assertTrue(result.out().contains("jdock-runc version"), result::toString);
    }

    private static void refused(Command.Result result) {
        assertEquals(125, result.status(), result::toString);
        assertFalse(result.err().isBlank(), result::toString);
    }

    private static Command.Result asUser(String... words) {
        return Command.run(Stream.concat(AS_USER.stream(), Stream.of(words)).toList(), java.util.Map.of());
    }

    /** The engine of a test is in a directory that is closed itself, which would hide what is to be seen. */
    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static long residentKib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** The inodes of a process's sockets. */
    private static List<String> sockets(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/%d/fd".formatted(pid)))) {
            return files.map(AttackIT::link)
                    .filter(link -> link.startsWith("socket:["))
                    .map(link -> link.substring(8, link.length() - 1))
                    .toList();
        }
    }

    /** A descriptor may be closed meanwhile. */
    private static String link(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (java.nio.file.NoSuchFileException closed) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    /** Everything that is executed or loaded on the host. */
    private static List<Path> distribution() throws IOException {
        Path home = Path.of(System.getProperty("jdock.distribution"));
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*/(bin/[^/]+|[^/]+\\.so|[^/]+\\.jar)"))
                    .toList();
        }
    }
}
