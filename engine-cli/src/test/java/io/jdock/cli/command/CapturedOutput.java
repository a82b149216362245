package io.jdock.cli.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** An {@link Output} whose text a test can look at. */
public final class CapturedOutput {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Output output = new Output(-1, bytes);

    public Output output() {
        return output;
    }

    public String text() {
        output.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
