package io.jdock.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A whole engine of the distribution on roots, a socket, a bridge and a subnet of its own, so that several run side by side
 * and beside a Docker. Needs root; without it the test is reported as skipped.
 */
final class Engine implements AutoCloseable {

    private static final Path BIN = Path.of(System.getProperty("jdock.distribution"), "bin");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofSeconds(60);

    private final Path dir;
    private final Path dataRoot;
    private final List<String> flags;
    private Process daemon;

    private Engine(Path dir, Path dataRoot, List<String> flags) {
        this.dir = dir;
        this.dataRoot = dataRoot;
        this.flags = flags;
        this.daemon = spawnDaemon();
    }

    /** Starts an engine and waits until it answers. */
    static Engine start(String... flags) {
        requireRoot();
        Path dir = folder();
        return start(new Engine(dir, dir.resolve("data"), List.of(flags)));
    }

    /** Starts an engine with its data in a directory that somebody else made and deletes. */
    static Engine startOn(Path dataRoot, String... flags) {
        requireRoot();
        return start(new Engine(folder(), dataRoot, List.of(flags)));
    }

    private static void requireRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    }

    private static Engine start(Engine engine) {
        engine.awaitAnswer();
        return engine;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("/tmp"), "it-jd");
        } catch (IOException e) {
            throw new UncheckedIOException("make the engine's folder", e);
        }
    }

    Path dataRoot() {
        return dataRoot;
    }

    Path execRoot() {
        return dir.resolve("exec");
    }

    Path socket() {
        return dir.resolve("jdock.sock");
    }

    Path supervisorSocket() {
        return execRoot().resolve("containerd/containerd.sock");
    }

    /** Runs {@code jdock ARGS}. */
    Command.Result jdock(String... args) {
        return client(BIN.resolve("jdock").toString(), args);
    }

    /** A shell command line for {@code jdock} on this engine, for a terminal. */
    String jdockCommand() {
        return BIN.resolve("jdock") + " -H unix://" + socket();
    }

    /** Runs the stock {@code docker ARGS} against this engine. */
    Command.Result docker(String... args) {
        return client("docker", args);
    }

    private Command.Result client(String program, String... args) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(args));
        return Command.run(
                command,
                Map.of(
                        "DOCKER_HOST",
                        "unix://" + socket(),
                        "DOCKER_CONFIG",
                        dir.toString(),
                        // The classic builder, whatever plugins the machine has.
                        "DOCKER_BUILDKIT",
                        "0"));
    }

    /** Runs {@code ctr ARGS} against the supervisor, in the engine's namespace. */
    Command.Result ctr(String... args) {
        List<String> command =
                new ArrayList<>(List.of("ctr", "--address", supervisorSocket().toString(), "--namespace", "jdock"));
        command.addAll(List.of(args));
        return Command.run(command, Map.of());
    }

    /** Calls the Engine API with curl; the reply's body, then its status on a line of its own. */
    Reply api(String method, String path, String... curlFlags) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-s",
                "--path-as-is",
                "--unix-socket",
                socket().toString(),
                "-X",
                method,
                "-w",
                "\n%{http_code}"));
        command.addAll(List.of(curlFlags));
        command.add("http://jdock" + path);
        String out = Command.run(command, Map.of()).expect(0).out();
        int split = out.lastIndexOf('\n');
        return new Reply(Integer.parseInt(out.substring(split + 1).strip()), out.substring(0, split));
    }

    /** What the API answered. */
    record Reply(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }

        String message() {
            return json().path("message").asText();
        }
    }

    /** The field of {@code jdock inspect} at a JSON pointer. */
    JsonNode inspect(String container, String pointer) {
        return api("GET", "/containers/" + container + "/json").json().at(pointer);
    }

    long daemonPid() {
        return daemon.pid();
    }

    /** The supervisor's pid; none just after it was killed. */
    OptionalLong supervisorPid() {
        String pids = Command.run("pgrep", "-f", "--", "supervisor.Main --address " + supervisorSocket())
                .out()
                .strip();
        return pids.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pids));
    }

    /** Kills the daemon so that it cannot clean up. */
    void killDaemon() {
        daemon.destroyForcibly();
        Await.until("daemon is gone", START, () -> !daemon.isAlive());
    }

    /** Kills the supervisor so that it cannot clean up. */
    void killSupervisor() {
        Command.run("kill", "-9", Long.toString(supervisorPid().orElseThrow())).expect(0);
    }

    /** Starts the daemon again after it was killed and waits until it answers. */
    void restartDaemon() {
        daemon = spawnDaemon();
        awaitAnswer();
    }

    private void awaitAnswer() {
        Await.until("engine answers, see " + dir.resolve("daemon.log"), START, this::answers);
    }

    boolean answers() {
        return Command.run("curl", "-sf", "--unix-socket", socket().toString(), "http://jdock/_ping")
                        .status()
                == 0;
    }

    /** Everything the daemon and its supervisor logged. */
    String log() {
        try {
            return Files.readString(dir.resolve("daemon.log"));
        } catch (IOException e) {
            throw new UncheckedIOException("read the engine's log", e);
        }
    }

    private Process spawnDaemon() {
        List<String> command = new ArrayList<>(List.of(
                // What runs the tests may ignore it, as nohup does, and a JVM goes on ignoring what was ignored.
                "env",
                "--default-signal=HUP",
                BIN.resolve("jdockd").toString(),
                "-H",
                "unix://" + socket(),
                "--data-root",
                dataRoot().toString(),
                "--exec-root",
                execRoot().toString(),
                "--pidfile",
                dir.resolve("jdockd.pid").toString(),
                "--shutdown-containers"));
        command.addAll(flags);
        try {
            return new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            dir.resolve("daemon.log").toFile()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("start jdockd", e);
        }
    }

    /** Ends the engine, with its containers and its supervisor, and deletes its folder. */
    @Override
    public void close() {
        if (!daemon.isAlive()) {
            restartDaemon();
        }
        daemon.destroy();
        Await.until("daemon ends, see " + dir.resolve("daemon.log"), START, () -> !daemon.isAlive());
        Await.until("supervisor ends", START, () -> supervisorPid().isEmpty());
        Command.run("rm", "-rf", dir.toString()).expect(0);
    }
}
