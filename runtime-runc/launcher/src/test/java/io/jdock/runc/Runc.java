package io.jdock.runc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Runs the command line as a process of its own, on a state directory and a busybox bundle of its own. */
final class Runc {

    /** What a run left. */
    record Result(int status, String out, String err) {

        Result succeeded() {
            if (status != 0) {
                throw new AssertionError("status %d: %s".formatted(status, err));
            }
            return this;
        }

        Result failed() {
            if (status == 0) {
                throw new AssertionError("status 0: %s".formatted(out));
            }
            return this;
        }
    }

    /** Of one run, in seconds; an emulated machine takes minutes where others take a second. */
    private static final long PATIENCE = Long.getLong("jdock.test.patience", 60);

    /** Of classes, where a start without one takes minutes. */
    private static final Optional<String> ARCHIVE = Optional.ofNullable(System.getProperty("jdock.test.archive"));

    private final Path directory;

    private Runc(Path directory) {
        this.directory = directory;
    }

    /** Skips the test where containers cannot be made. */
    static Runc in(Path directory) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        Runc runc = new Runc(directory);
        Path rootfs = Files.createDirectories(runc.bundle().resolve("rootfs"));
        for (String name : List.of("bin", "etc", "proc", "sys", "dev", "tmp")) {
            Files.createDirectories(rootfs.resolve(name));
        }
        Files.copy(Path.of("/bin/busybox"), rootfs.resolve("bin/busybox"));
        for (String applet : List.of(
                "sh", "ls", "cat", "true", "false", "sleep", "id", "tty", "stty", "echo", "kill", "grep", "wc", "env",
                "pwd")) {
            Files.createSymbolicLink(rootfs.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        runc.run("spec", "--bundle", runc.bundle().toString()).succeeded();
        runc.edit(text -> text.replace("\"terminal\": true", "\"terminal\": false"));
        return runc;
    }

    Path bundle() {
        return directory.resolve("bundle");
    }

    Path root() {
        return directory.resolve("state");
    }

    /** Changes the bundle's document. */
    void edit(UnaryOperator<String> change) throws IOException {
        Path config = bundle().resolve("config.json");
        String before = Files.readString(config);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new AssertionError("nothing changed in " + before);
        }
        Files.writeString(config, after);
    }

    /** Sets the program. */
    void program(String... words) throws IOException {
        String quoted = String.join(
                ",",
                List.of(words).stream()
                        .map(word -> "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .toList());
        edit(text -> text.replaceAll(
                "(?s)\"args\": \\[[^]]*]", java.util.regex.Matcher.quoteReplacement("\"args\": [" + quoted + "]")));
    }

    Result run(String... words) {
        return run(command(words));
    }

    /** Runs it by a shell command, in which {@code %s} stands for it. */
    Result shell(String command, String... words) {
        return run(shellCommand(command, words));
    }

    /** Starts a run by a shell command. */
    Process startShell(String command, String... words) throws IOException {
        return start(shellCommand(command, words));
    }

    private List<String> shellCommand(String command, String... words) {
        String quoted = String.join(
                " ", command(words).stream().map(word -> "'" + word + "'").toList());
        return List.of("sh", "-c", command.formatted(quoted));
    }

    private Result run(List<String> command) {
        try {
            Process process = start(command);
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end: " + command);
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(directory.resolve("out")),
                    Files.readString(directory.resolve("err")));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a run; its output goes to files, as a container's own does that outlives it. */
    Process start(String... words) throws IOException {
        return start(command(words));
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR"));
        ARCHIVE.map("-XX:AOTCache="::concat).ifPresent(command::add);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), "io.jdock.runc.Main", "--root", root().toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** The number of a container's first process, as the state file has it. */
    String pid(String id) throws IOException {
        return Files.readString(root().resolve(id).resolve("state.json"))
                .replaceAll("(?s).*\"init_process_pid\":([0-9]+).*", "$1");
    }

    /** What the container has written so far. */
    String output() throws IOException {
        return new String(Files.readAllBytes(directory.resolve("out")), UTF_8);
    }
}
