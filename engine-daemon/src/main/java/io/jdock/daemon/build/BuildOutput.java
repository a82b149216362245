package io.jdock.daemon.build;

import io.jdock.daemon.http.LateStream;
import io.jdock.daemon.image.ProgressWriter;
import io.jdock.engine.api.image.ProgressMessage;
import java.io.IOException;

/**
 * What a build says, in the words that clients of the classic builder look for. A quiet one says nothing but the image's ID, unless
 * it fails.
 */
final class BuildOutput {

    private static final int SHORT_ID_START = "sha256:".length();
    private static final int SHORT_ID_END = SHORT_ID_START + 12;
    /** As Docker has it: what a step writes to its standard error is red. */
    private static final String RED = "\u001b[91m";

    private static final String PLAIN = "\u001b[0m";

    private final LateStream out;
    private final boolean quiet;
    private final KeptLines kept = new KeptLines();
    private final ProgressWriter writer;

    BuildOutput(LateStream out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
        this.writer = new ProgressWriter(quiet ? kept : out);
    }

    /** Whether something was said, so that an error has to follow it. */
    boolean hasBegun() {
        return out.hasBegun() || !kept.isEmpty();
    }

    /** Where pulls tell how they go on. */
    ProgressWriter progress() {
        return writer;
    }

    void text(String text) throws IOException {
        if (!text.isEmpty()) {
            writer.write(ProgressMessage.text(text));
        }
    }

    void step(int number, int total, String instruction) throws IOException {
        text("Step %d/%d : %s".formatted(number, total, instruction));
        text("\n");
    }

    /** What a step has come to. @param id empty for nothing */
    void image(String id) throws IOException {
        text(" ---> %s\n".formatted(shortId(id)));
    }

    /** What a process wrote to its standard error. */
    void errorText(String text) throws IOException {
        if (!text.isEmpty()) {
            text(RED + text + PLAIN);
        }
    }

    /** What a stage has come to. */
    void result(String id) throws IOException {
        writer.write(ProgressMessage.built(id));
    }

    /** The end of a build that went well. */
    void built(String id) throws IOException {
        if (quiet) {
            new ProgressWriter(out).write(ProgressMessage.text(id + "\n"));
        } else {
            text("Successfully built %s\n".formatted(shortId(id)));
        }
    }

    /** @param code exit status of the command that failed */
    void failed(int code, String message) throws IOException {
        end(ProgressMessage.error(code, message));
    }

    void failed(String message) throws IOException {
        end(ProgressMessage.error(message));
    }

    private void end(ProgressMessage error) throws IOException {
        kept.moveTo(out);
        new ProgressWriter(out).write(error);
    }

    private static String shortId(String id) {
        return id.isEmpty() ? "" : id.substring(SHORT_ID_START, SHORT_ID_END);
    }
}
