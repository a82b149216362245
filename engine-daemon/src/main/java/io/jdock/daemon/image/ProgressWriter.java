package io.jdock.daemon.image;

import io.jdock.engine.api.image.ProgressMessage;
import io.jdock.engine.api.json.EngineJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes Docker's progress messages, one a line ended by CR LF. */
public final class ProgressWriter {

    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SHORT_ID_START = "sha256:".length();
    private static final int SHORT_ID_END = SHORT_ID_START + 12;

    private final OutputStream out;

    public ProgressWriter(OutputStream out) {
        this.out = out;
    }

    public void write(ProgressMessage message) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(EngineJson.write(message));
        line.writeBytes(LINE_END);
        out.write(line.toByteArray());
    }

    /** The part of a digest that people see. */
    static String shortId(String digest) {
        return digest.length() < SHORT_ID_END ? digest : digest.substring(SHORT_ID_START, SHORT_ID_END);
    }

    void layer(TransferStep.Layer layer) throws IOException {
        String id = shortId(layer.digest());
        String words = layer.stage().words();
        write(
                layer.stage().isMeasured() && layer.total() > 0
                        ? ProgressMessage.measured(words, id, layer.current(), layer.total())
                        : ProgressMessage.status(words, id));
    }
}
