package io.jdock.supervisor.tasks;

import io.jdock.supervisor.containers.ContainerKey;
import io.jdock.supervisor.mounts.MountedTree;
import io.jdock.supervisor.runtimes.RuntimeChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one task; {@code package-info} lists what is in it.
 *
 * @param parent the namespace's directory
 * @param id the container's
 */
record TaskDirectory(Path parent, String id) {

    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    static TaskDirectory of(Path state, ContainerKey key) {
        return new TaskDirectory(all(state).resolve(key.namespace()), key.id());
    }

    /** Where the directories of all namespaces are. */
    static Path all(Path state) {
        return state.resolve("tasks");
    }

    Path path() {
        return parent.resolve(id);
    }

    /**
     * Makes the directory, which must not be there yet, and its parents. No other user gets to what is below: a container's
     * set-user-ID programs would work for them too.
     */
    void make() {
        try {
            Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(PASSABLE));
            Files.createDirectory(path(), PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (IOException e) {
            throw new UncheckedIOException("make task directory " + path(), e);
        }
    }

    /**
     * Lets the root of a container in a user namespace through: some OCI runtimes go to the root file system as that user.
     *
     * @param group the container's group 0 on the host
     */
    void admit(int group) {
        try {
            Files.setAttribute(path(), "unix:gid", group);
            Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rwx--x---"));
        } catch (IOException e) {
            throw new UncheckedIOException("give task directory %s to group %d".formatted(path(), group), e);
        }
    }

    /** Noted first, so that whoever finds the directory knows what was to be made by what. */
    void writeRuntime(RuntimeChoice runtime) {
        switch (runtime) {
            case RuntimeChoice.BuiltIn _ -> {}
            case RuntimeChoice.Binary binary -> StateFile.write(runtime(), binary);
        }
    }

    RuntimeChoice readRuntime() {
        return StateFile.read(runtime(), RuntimeChoice.Binary.class)
                .<RuntimeChoice>map(binary -> binary)
                .orElseGet(() -> new RuntimeChoice.BuiltIn(false));
    }

    private Path runtime() {
        return path().resolve("runtime.json");
    }

    Path config() {
        return path().resolve("config.json");
    }

    MountedTree rootfs() {
        return new MountedTree(path().resolve("rootfs"));
    }

    ProcessDirectory init() {
        return new ProcessDirectory(path().resolve("init"));
    }

    ProcessDirectory exec(String execId) {
        return new ProcessDirectory(execs().resolve(execId));
    }

    /** The IDs of all execs that have a directory. */
    List<String> execIds() {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> directories = Files.list(execs())) {
            directories.forEach(directory -> ids.add(directory.getFileName().toString()));
            return ids;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("list " + execs(), e);
        }
    }

    /** Notes that nothing in here is to be used again. */
    void markDeleting() {
        StateFile.mark(path().resolve("deleting"));
    }

    boolean isDeleting() {
        return Files.exists(path().resolve("deleting"));
    }

    /** Removes the directory with all files; the root file system must have been unmounted. */
    void remove() {
        removeTree(path());
    }

    static void removeTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // It is gone, as wanted.
        } catch (IOException e) {
            throw new UncheckedIOException("remove " + root, e);
        }
    }

    private Path execs() {
        return path().resolve("exec");
    }
}
