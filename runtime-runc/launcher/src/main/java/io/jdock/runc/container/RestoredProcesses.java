package io.jdock.runc.container;

import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.linux.PidFd;
import io.jdock.linux.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a container that was restored and does not run yet.
 *
 * <p>criu makes what an image says: a process in the host's namespaces, with all capabilities, if that is what it says. Here they
 * are held to the bundle, thread by thread, while they stand still.
 */
final class RestoredProcesses {

    private RestoredProcesses() {}

    /** @throws PermissionDeniedException for the first thread that is not confined as the bundle wants it */
    static void check(Confinement confinement, int first) {
        ThreadFacts host = ThreadFacts.own();
        ThreadFacts init = facts(first, first);
        for (int pid : withDescendants(first)) {
            for (int thread : numbers(Path.of("/proc/%d/task".formatted(pid)))) {
                ThreadFacts facts = facts(pid, thread);
                Optional<String> breach = confinement.breach(facts, init, host);
                if (breach.isPresent()) {
                    throw new PermissionDeniedException(
                            "the image restores %s, and %s".formatted(facts.name(), breach.get()));
                }
            }
        }
    }

    /** Ends them all. They stand still, so none has a child meanwhile. */
    static void kill(int first) {
        for (int pid : withDescendants(first)) {
            PidFd.open(pid).ifPresent(process -> {
                try (process) {
                    process.signal(Signal.KILL.number());
                }
            });
        }
    }

    private static ThreadFacts facts(int pid, int thread) {
        return ThreadFacts.of(
                "process %d (%s)".formatted(pid, command(pid)), Path.of("/proc/%d/task/%d".formatted(pid, thread)));
    }

    private static String command(int pid) {
        return read(Path.of("/proc/%d/comm".formatted(pid))).strip();
    }

    private static List<Integer> withDescendants(int first) {
        List<Integer> found = new ArrayList<>();
        Deque<Integer> rest = new ArrayDeque<>(List.of(first));
        while (!rest.isEmpty()) {
            int pid = rest.removeFirst();
            found.add(pid);
            for (int thread : numbers(Path.of("/proc/%d/task".formatted(pid)))) {
                for (String child : read(Path.of("/proc/%d/task/%d/children".formatted(pid, thread)))
                        .strip()
                        .split(" ")) {
                    if (!child.isEmpty()) {
                        rest.add(Integer.parseInt(child));
                    }
                }
            }
        }
        return found;
    }

    private static List<Integer> numbers(Path directory) {
        List<Integer> numbers = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(directory)) {
            entries.forEach(
                    entry -> numbers.add(Integer.parseInt(entry.getFileName().toString())));
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException("list " + directory, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }
}
