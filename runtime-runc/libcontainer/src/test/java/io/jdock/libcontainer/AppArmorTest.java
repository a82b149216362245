package io.jdock.libcontainer;

import static io.jdock.libcontainer.TestSpecs.process;
import static io.jdock.libcontainer.TestSpecs.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jdock.errdefs.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles are in force from the exec on. */
final class AppArmorTest {

    private static final Path PARSER = Path.of("/usr/sbin/apparmor_parser");
    private static final Path ENABLED = Path.of("/sys/module/apparmor/parameters/enabled");
    private static final String PROFILE =
            "jdock-test-" + ProcessHandle.current().pid();
    private static final String CGROUP =
            "/jdock-apparmor-" + ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private Path rootfs;
    private Path profile;

    @BeforeEach
    void loadProfile() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(ENABLED) && Files.readString(ENABLED).startsWith("Y"), "needs AppArmor");
        assumeTrue(Files.isExecutable(PARSER), "needs " + PARSER);
        rootfs = TestContainer.busyboxRoot(directory);
        profile = directory.resolve("profile");
        Files.writeString(profile, """
                profile %s flags=(attach_disconnected,mediate_deleted) {
                  file,
                  capability,
                  signal,
                  ptrace,
                  deny /etc/secret r,
                }
                """.formatted(PROFILE));
        parser("-Kr");
    }

    @AfterEach
    void unloadProfile() throws Exception {
        if (profile != null) {
            parser("-R");
        }
    }

    @Test
    void confinesTheFirstProcessAndThoseThatJoin() throws IOException {
        Files.writeString(rootfs.resolve("etc/secret"), "secret");
        try (TestContainer container = TestContainer.start(
                spec(CGROUP, process("sleep", "60").apparmorProfile(PROFILE).build())
                        .build(),
                rootfs)) {
            String first = Files.readString(Path.of("/proc/%d/attr/current".formatted(container.pid())));
            TestContainer.Result joined = container.exec(
                    process("sh", "-c", "cat /proc/self/attr/current; cat /etc/secret")
                            .build(),
                    directory);

            assertEquals(PROFILE + " (enforce)\n", first);
            assertTrue(joined.output().startsWith(PROFILE + " (enforce)\n"), joined.output());
            assertTrue(joined.output().endsWith("Permission denied\n"), joined.output());
        }
    }

    @Test
    void aProfileThatIsNotLoadedStopsTheCreation() {
        var error = assertThrows(
                EngineException.class,
                () -> TestContainer.run(
                        spec(CGROUP, process("true").apparmorProfile("nonesuch").build())
                                .build(),
                        rootfs));

        assertTrue(error.text().contains("apply AppArmor profile \"nonesuch\": "), error.text());
    }

    private void parser(String option) throws Exception {
        Process parser = new ProcessBuilder(PARSER.toString(), option, profile.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(parser.getInputStream().readAllBytes());
        assertEquals(0, parser.waitFor(), output);
    }
}
