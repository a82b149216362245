package io.jdock.supervisor.runtimes;

import io.jdock.errdefs.CanceledException;
import io.jdock.errdefs.DeadlineExceededException;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Acts on containers through an OCI runtime's command line, one process per verb; returns when that has ended.
 *
 * <p>For each task one verb at a time. Failures are told in the runtime's words; a runtime that does not end in time is killed
 * with all that it has started.
 */
public final class OciRuntime {

    /** What tells a program how it is supervised itself; a runtime would take that for itself. */
    private static final Set<String> PRIVATE = Set.of("NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES");

    private final RuntimeChoice.Binary runtime;
    private final Path directory;
    private final Duration patience;

    /**
     * @param directory of the task; what a verb reports and prints is written there
     * @param patience how long any verb may take
     */
    public OciRuntime(RuntimeChoice.Binary runtime, Path directory, Duration patience) {
        this.runtime = runtime;
        this.directory = directory;
        this.patience = patience;
    }

    public RuntimeChoice.Binary program() {
        return runtime;
    }

    public Duration patience() {
        return patience;
    }

    /** The environment of the program: ours, as it is found by our {@code $PATH} and may itself look there for others. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeAll(PRIVATE);
        return environment;
    }

    /** @throws EngineException if the program is not there any more */
    public void requireProgram() {
        ProgramSearch.requireExecutable(Path.of(runtime.path()));
    }

    public void start(String id) {
        run("start", id);
    }

    /** Whether it was created and not started yet. */
    public boolean isCreated(String id) {
        return OciState.parse(run("state", id)).isCreated();
    }

    /** Sends a signal to the first process. */
    public void kill(String id, int signal) {
        run("kill", id, Integer.toString(signal));
    }

    /** Sends a signal to all processes. */
    public void killAll(String id, int signal) {
        run("kill", "--all", id, Integer.toString(signal));
    }

    public void pause(String id) {
        run("pause", id);
    }

    public void resume(String id) {
        run("resume", id);
    }

    /** @param resources file with the resources of the runtime spec */
    public void update(String id, Path resources) {
        run("update", "--resources", resources.toString(), id);
    }

    /** Removes what is left of a container, killing it if need be; no error if there is no such container. */
    public void delete(String id) {
        run("delete", "--force", id);
    }

    /** Returns what it printed. */
    private String run(String verb, String... arguments) {
        Path log = directory.resolve("runtime.log");
        Path output = directory.resolve("runtime.out");
        List<String> words = new OciCommand(runtime, log).of(verb, arguments);
        try {
            Files.deleteIfExists(log);
            Process process = spawn(words, output);
            int status = await(verb, words, process);
            String printed = Files.exists(output) ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : "";
            if (status != 0) {
                throw new RuntimeFailure(runtime, verb).of(status, log, printed);
            }
            return printed;
        } catch (IOException e) {
            throw new InternalException("run %s: %s".formatted(String.join(" ", words), e.getMessage()), e);
        } finally {
            delete(output);
        }
    }

    private Process spawn(List<String> words, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(PRIVATE);
        return builder.start();
    }

    private int await(String verb, List<String> words, Process process) {
        try {
            if (process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
            throw tooSlow(verb);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException("run %s: interrupted".formatted(String.join(" ", words)), e);
        } finally {
            ProcessTree.kill(process.toHandle());
        }
    }

    /** The error for a runtime that did not end in time. */
    public EngineException tooSlow(String verb) {
        return new DeadlineExceededException(
                "%s %s: it did not end within %s s and was killed".formatted(runtime.name(), verb, seconds(patience)));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? Long.toString(duration.toSeconds())
                : Double.toString(duration.toMillis() / 1000.0);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("remove " + file, e);
        }
    }
}
