package io.jdock.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A supervisor in a process of its own, to be killed. */
final class SupervisorProcess {

    /** Of classes, where a start without one takes minutes. */
    private static final Optional<String> ARCHIVE = Optional.ofNullable(System.getProperty("jdock.test.archive"));

    private final Process process;

    private SupervisorProcess(Process process) {
        this.process = process;
    }

    /** It serves some time after this returns; clients wait for it. */
    static SupervisorProcess start(Options options, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                // Killed as it is, it leaves the native libraries there that it has unpacked.
                "-Djava.io.tmpdir=" + log.getParent()));
        ARCHIVE.map("-XX:AOTCache="::concat).ifPresent(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--address=" + options.address(),
                "--root=" + options.root(),
                "--state=" + options.state()));
        return new SupervisorProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** Ends it without warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
