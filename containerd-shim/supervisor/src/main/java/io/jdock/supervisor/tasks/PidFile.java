package io.jdock.supervisor.tasks;

import io.jdock.supervisor.runtimes.RuntimeFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The file in which a runtime says which process it has made. */
final class PidFile {

    private static final Pattern PID = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int MOST = 64;

    private PidFile() {}

    /** @throws io.jdock.errdefs.EngineException made by {@code failure}, if there is none or it holds something else */
    static int read(Path file, RuntimeFailure failure) {
        if (!Files.isRegularFile(file)) {
            throw failure.of("it ended well and wrote no pid file");
        }
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8).strip();
            if (!PID.matcher(text).matches()) {
                throw failure.of("it ended well and wrote \"%s\" into the pid file".formatted(text));
            }
            return Integer.parseInt(text);
        } catch (IOException e) {
            throw failure.of("its pid file cannot be read: " + e.getMessage());
        }
    }
}
