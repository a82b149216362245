package io.jdock.libcontainer.cgroups;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileCalls;
import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cgroup directory with those that the container made below it. */
final class CgroupTree {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CgroupTree() {}

    /** The processes of the whole tree; none if it does not exist. */
    static List<Integer> processes(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        List<Integer> all = new ArrayList<>(Members.of(directory));
        children(directory).forEach(child -> all.addAll(processes(child)));
        return all;
    }

    /** @throws AlreadyExistsException if there are processes in it */
    static void requireEmpty(Path directory) {
        int processes = processes(directory).size();
        if (processes > 0) {
            throw new AlreadyExistsException("create cgroup %s: container's cgroup is not empty: %d process(es) found"
                    .formatted(directory, processes));
        }
    }

    /** Where the first process of this tree is, which may have moved downwards. */
    static Optional<Path> homeOfFirst(Path directory) {
        List<Integer> here = Members.of(directory);
        Optional<Integer> eldest = Members.eldest(processes(directory));
        if (eldest.isEmpty() || here.contains(eldest.get())) {
            return eldest.map(_ -> directory);
        }
        return children(directory).stream()
                .filter(child -> processes(child).contains(eldest.get()))
                .findFirst()
                .flatMap(CgroupTree::homeOfFirst);
    }

    static void signalAll(List<Integer> processes) {
        for (int pid : processes) {
            PidFd.open(pid).ifPresent(process -> {
                try (process) {
                    process.signal(Signal.KILL.number());
                }
            });
        }
    }

    /** Removes the tree, deepest first. Most have nothing below them, and to look for it takes longer than to try. */
    static void delete(Path directory) {
        if (tryRemove(directory)) {
            return;
        }
        children(directory).forEach(CgroupTree::delete);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!tryRemove(directory)) {
            if (System.nanoTime() > deadline) {
                throw new FailedPreconditionException(
                        "delete cgroup %s: processes %s are still there".formatted(directory, processes(directory)));
            }
            awaitAnyExit(directory, deadline);
        }
    }

    private static boolean tryRemove(Path directory) {
        try {
            FileCalls.unlinkat(At.FDCWD, directory.toString(), At.REMOVEDIR);
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return true;
            }
            if (e.is(Errno.EBUSY)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Waits for the end of one of the processes. There is a moment at the very end of a process when it is no longer listed
     * but still counted; for that one, microseconds long, the kernel has no event and giving way to it is all one can do.
     */
    private static void awaitAnyExit(Path directory, long deadline) {
        List<Integer> processes = processes(directory);
        if (processes.isEmpty()) {
            Thread.yield();
            return;
        }
        PidFd.open(processes.getFirst()).ifPresent(process -> {
            try (process) {
                Exit.await(process, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        });
    }

    private static List<Path> children(Path directory) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            entries.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("list cgroup " + directory, e);
        }
        return children;
    }
}
