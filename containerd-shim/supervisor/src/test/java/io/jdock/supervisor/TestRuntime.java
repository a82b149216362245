package io.jdock.supervisor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Any;
import io.jdock.api.containerd.containers.v1.Container;
import io.jdock.api.containerd.runc.v1.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes the containers of a test, as a client asks for it. */
final class TestRuntime {

    /** crun 1.8 refuses controllers of version 1 beside a tree of version 2, which is nothing to a container here. */
    private static final String WITHOUT_UNIFIED_TREE = """
            #!/bin/sh
            exec unshare -m sh -c 'umount /sys/fs/cgroup/unified && exec "$@"' sh %s "$@"
            """;

    private static final String JDOCK_RUNC = """
            #!/bin/sh
            exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED \\
                -cp '%s' io.jdock.runc.Main "$@"
            """;

    private TestRuntime() {}

    static Container.Runtime builtIn() {
        return Container.Runtime.newBuilder().setName("io.containerd.jdock.v1").build();
    }

    /** An OCI runtime at this path. */
    static Container.Runtime program(Path path) {
        return runc(Options.newBuilder().setBinaryName(path.toString()));
    }

    /** The built-in one, told that systemd makes cgroups. */
    static Container.Runtime builtInWithSystemd() {
        return runc(Options.newBuilder().setSystemdCgroup(true));
    }

    private static Container.Runtime runc(Options.Builder options) {
        return Container.Runtime.newBuilder()
                .setName("io.containerd.runc.v2")
                .setOptions(Any.newBuilder()
                        .setTypeUrl("containerd.runc.v1.Options")
                        .setValue(options.build().toByteString()))
                .build();
    }

    /** Skips the running test, by name, where the runtime is not installed. */
    static Container.Runtime runc() {
        return program(installed("runc"));
    }

    /** @param scratch where to put what makes crun work on this machine; in a directory of this test */
    static Container.Runtime crun(Path scratch) {
        Path crun = installed("crun");
        return program(
                Files.isDirectory(Path.of("/sys/fs/cgroup/unified"))
                        ? script(scratch.resolve("crun"), WITHOUT_UNIFIED_TREE.formatted(crun))
                        : crun);
    }

    /** Our own runtime behind its command line. @param scratch where to put the command; in a directory of this test */
    static Container.Runtime jdockRunc(Path scratch) {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return program(script(
                scratch.resolve("jdock-runc"), JDOCK_RUNC.formatted(java, System.getProperty("java.class.path"))));
    }

    /** Makes an executable file. */
    static Path script(Path file, String text) {
        try {
            Files.writeString(file, text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file, e);
        }
    }

    /** The path of an installed program. */
    static Path installed(String program) {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":", -1)),
                        List.of("/usr/sbin", "/usr/local/sbin").stream())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "needs " + program);
        return found.get();
    }
}
