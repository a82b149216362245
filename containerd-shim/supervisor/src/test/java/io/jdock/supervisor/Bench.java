package io.jdock.supervisor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.StatusException;
import io.jdock.api.containerd.containers.v1.Container;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a test of a supervisor stands on: directories, a socket path, a root file system and a parent cgroup of its own, and the
 * means to tell whether something was left behind.
 */
final class Bench {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private final Path directory;
    private final Path rootfs;
    private final String cgroup = "/jdock-test-" + UUID.randomUUID();

    private Bench(Path directory) throws IOException {
        this.directory = directory;
        this.rootfs = Busybox.install(Files.createDirectory(directory.resolve("busybox")));
    }

    /** Skips the running test, by name, where it cannot run. */
    static Bench make(Path directory) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: makes containers");
        assumeTrue(Busybox.isInstalled(), "needs /usr/bin/busybox");
        Logging.configure("warn");
        return new Bench(directory);
    }

    Options options(Duration patience) {
        return new Options(socket(), directory.resolve("root"), directory.resolve("state"), "info", patience);
    }

    Path socket() {
        return directory.resolve("s.sock");
    }

    Path bundle(String id) {
        return directory.resolve("state/tasks").resolve(Client.NAMESPACE).resolve(id);
    }

    /** Those of all tasks. */
    List<Path> bundles() throws IOException {
        Path namespace = directory.resolve("state/tasks").resolve(Client.NAMESPACE);
        return Files.exists(namespace) ? directories(namespace) : List.of();
    }

    /** A file of the root file system that all containers share. */
    Path insideRoot(String path) {
        return rootfs.resolve(path);
    }

    /** Makes the root file system a user's, who can also get there. */
    void giveRoot(int owner) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        try (Stream<Path> files = Files.walk(rootfs)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    Path log(String id) {
        return directory.resolve(id + ".log");
    }

    String logAddress(String id) {
        return "json-file://" + log(id);
    }

    String cgroup(String id) {
        return cgroup + "/" + id;
    }

    /** A client of the supervisor that is being started, whose containers this makes. */
    Client client(Container.Runtime runtime) throws StatusException {
        return new Client(socket(), rootfs, runtime).awaitServing();
    }

    /** Mounts, cgroups and shims that a test has left; all but its parent cgroup, which is removed here. */
    List<String> remains() throws IOException {
        List<String> found = new ArrayList<>();
        for (String mount : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            if (mount.contains(directory.toString())) {
                found.add("mount " + mount);
            }
        }
        for (Path hierarchy : hierarchies()) {
            Path parent = hierarchy.resolve(cgroup.substring(1));
            if (Files.isDirectory(parent)) {
                found.addAll(directories(parent).stream()
                        .map(path -> "cgroup " + path)
                        .toList());
                if (directories(parent).isEmpty()) {
                    Files.delete(parent);
                }
            }
        }
        return found;
    }

    private static List<Path> hierarchies() throws IOException {
        if (Files.exists(CGROUPS.resolve("cgroup.controllers"))) {
            return List.of(CGROUPS);
        }
        return directories(CGROUPS);
    }

    private static List<Path> directories(Path parent) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
            entries.forEach(found::add);
        }
        return found;
    }
}
