package io.jdock.libcontainer.cgroups;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The processes of one cgroup, without those of cgroups below. */
final class Members {

    /** {@code starttime}, counted from the field behind the name: proc_pid_stat(5). */
    private static final int START_TIME = 22 - 3;

    private Members() {}

    static List<Integer> of(Path directory) {
        try {
            return numbers(directory.resolve("cgroup.procs"));
        } catch (UncheckedIOException e) {
            // A threaded cgroup tells its threads only.
            if (!ControlFile.read(directory.resolve("cgroup.type")).orElse("").equals("threaded")) {
                throw e;
            }
            return numbers(directory.resolve("cgroup.threads")).stream()
                    .flatMap(thread -> processOf(thread).stream())
                    .distinct()
                    .toList();
        }
    }

    /** The one that was started first. */
    static Optional<Integer> eldest(List<Integer> processes) {
        return processes.stream().min(Comparator.comparingLong(Members::startTime));
    }

    private static List<Integer> numbers(Path file) {
        return ControlFile.lines(file).stream().map(Integer::valueOf).toList();
    }

    private static Optional<Integer> processOf(int thread) {
        return ControlFile.lines(Path.of("/proc/" + thread + "/status")).stream()
                .filter(line -> line.startsWith("Tgid:"))
                .map(line -> Integer.valueOf(line.substring("Tgid:".length()).strip()))
                .findFirst();
    }

    private static long startTime(int process) {
        String line = ControlFile.read(Path.of("/proc/" + process + "/stat")).orElse("");
        String[] behindName = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
        return behindName.length > START_TIME ? Long.parseLong(behindName[START_TIME]) : Long.MAX_VALUE;
    }
}
