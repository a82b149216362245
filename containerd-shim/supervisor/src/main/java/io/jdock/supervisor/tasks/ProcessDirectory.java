package io.jdock.supervisor.tasks;

import io.jdock.shim.RuntimeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/** The directory of one process, and the shim's too; {@code package-info} lists what is in it. */
record ProcessDirectory(Path path) {

    void make() {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("make process directory " + path, e);
        }
    }

    Path streams() {
        return path.resolve("streams.json");
    }

    /** Notes that the process waits at its gate; {@code pid} is the host's number of it. */
    void markCreated(int pid) {
        StateFile.write(path.resolve("created"), new Created(pid));
    }

    /** The pid it has or had; 0 if it never got one. */
    int pid() {
        return runtimeProcess()
                .map(RuntimeProcess::pid)
                .orElseGet(() -> StateFile.read(path.resolve("created"), Created.class)
                        .map(Created::pid)
                        .orElse(0));
    }

    /** Where an OCI runtime reports its errors. */
    Path runtimeLog() {
        return path.resolve("runtime.log");
    }

    /** Where an OCI runtime notes which process it has made. */
    Path pidFile() {
        return path.resolve("pid");
    }

    /** What an OCI runtime is to execute, for an exec. */
    Path process() {
        return path.resolve("process.json");
    }

    /** Notes the process that an OCI runtime has made. */
    void markRuntimeProcess(RuntimeProcess process) {
        StateFile.write(path.resolve("runtime-process"), process);
    }

    Optional<RuntimeProcess> runtimeProcess() {
        return StateFile.read(path.resolve("runtime-process"), RuntimeProcess.class);
    }

    /** Notes that an OCI runtime has started the process. */
    void markRunning() {
        StateFile.mark(path.resolve("running"));
    }

    boolean isRunning() {
        return Files.exists(path.resolve("running"));
    }

    boolean isCreated() {
        return Files.exists(path.resolve("created"));
    }

    void markStarted() {
        StateFile.mark(path.resolve("started"));
    }

    boolean isStarted() {
        return Files.exists(path.resolve("started"));
    }

    void markEnded(int pid, Exit exit) {
        StateFile.write(
                path.resolve("ended"), new Ended(pid, exit.status(), exit.at().toString(), exit.reason()));
    }

    Optional<Ended> ended() {
        return StateFile.read(path.resolve("ended"), Ended.class);
    }

    /** Notes how often the task whose first process this is has run out of memory. */
    void markOutOfMemory(long times) {
        StateFile.write(path.resolve("out-of-memory"), new OutOfMemory(times));
    }

    long outOfMemory() {
        return StateFile.read(path.resolve("out-of-memory"), OutOfMemory.class)
                .map(OutOfMemory::times)
                .orElse(0L);
    }

    void remove() {
        TaskDirectory.removeTree(path);
    }

    /** The file {@code out-of-memory}. */
    record OutOfMemory(long times) {}

    /** The file {@code created}. */
    record Created(int pid) {}

    /** The file {@code ended}: times in files are RFC 3339. */
    record Ended(int pid, int status, String at, String reason) {

        Exit exit() {
            return new Exit(status, Instant.parse(at), reason);
        }
    }
}
