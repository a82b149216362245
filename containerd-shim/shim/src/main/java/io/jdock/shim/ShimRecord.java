package io.jdock.shim;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.PidFd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What the state directory says about a shim: enough for a later supervisor to find it and to know it for the same.
 *
 * @param pid its number in the supervisor's pid namespace
 * @param startTime clock ticks after boot, which tell it from a later process with that number
 * @param terminal whether its process has a terminal
 * @param stdin whether its process has a pipe for stdin
 */
record ShimRecord(int pid, long startTime, boolean terminal, boolean stdin) {

    static final String NAME = "shim";

    /** Describes a shim that is running now. */
    static ShimRecord of(int pid, ShimRequest request) {
        ProcStat stat = ProcStat.of(pid)
                .orElseThrow(() -> new DataLossException("read the start time of shim %d: it is gone".formatted(pid)));
        return new ShimRecord(pid, stat.startTime(), request.terminal(), request.hasStdinPipe());
    }

    static Optional<ShimRecord> read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            String[] fields = Files.readString(file).strip().split(" ", -1);
            if (fields.length != 4) {
                throw new DataLossException("read shim record %s: %d fields".formatted(file, fields.length));
            }
            return Optional.of(new ShimRecord(
                    Integer.parseInt(fields[0]),
                    Long.parseLong(fields[1]),
                    Boolean.parseBoolean(fields[2]),
                    Boolean.parseBoolean(fields[3])));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new DataLossException("read shim record " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("read shim record " + file, e);
        }
    }

    /** Writes the record so that it is there whole or not at all. */
    void write(Path directory) {
        Path file = directory.resolve(NAME);
        Path partial = directory.resolve(NAME + ".new");
        try {
            Files.writeString(partial, "%d %d %b %b\n".formatted(pid, startTime, terminal, stdin));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("write shim record " + file, e);
        }
    }

    /** The shim, if it still exists. */
    Optional<PidFd> process() {
        Optional<PidFd> process = PidFd.open(pid);
        // In this order: a number that is used again after the check would be harmless, before it would be noticed.
        if (process.isPresent() && !ProcStat.of(pid).map(ProcStat::startTime).equals(Optional.of(startTime))) {
            process.get().close();
            return Optional.empty();
        }
        return process;
    }
}
