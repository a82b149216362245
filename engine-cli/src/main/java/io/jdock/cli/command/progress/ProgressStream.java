package io.jdock.cli.command.progress;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Output;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows a stream of progress messages.
 *
 * <p>On a terminal every object has a line of its own which is written anew as it moves on; the cursor rests below the last
 * one. Elsewhere each change of state is one line and bars are left out.
 */
public final class ProgressStream {

    private static final String CLEAR_LINE = "\u001b[2K";

    private final Output out;
    private final boolean terminal;
    private final ProgressBar bar;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /**
     * Starts a display.
     *
     * @param columns width of the terminal; 0 when {@code out} is none
     */
    public ProgressStream(Output out, int columns) {
        this.out = out;
        this.terminal = columns > 0;
        this.bar = new ProgressBar(columns);
    }

    /** Takes what a stream tells beside what there is to show. */
    public interface Listener {

        /** A result, in the form of the request's own. */
        void result(JsonObject aux);

        /** The exit status for a failure that has this code; 0 when it has none. */
        int exitCode(int code);
    }

    private record FixedExit(int status) implements Listener {

        @Override
        public void result(JsonObject aux) {}

        @Override
        public int exitCode(int code) {
            return status;
        }
    }

    /**
     * Shows messages until the stream ends.
     *
     * @throws CommandException when a message says that the work failed, with that message
     */
    public void show(InputStream stream, int exitCode) throws IOException {
        show(stream, new FixedExit(exitCode));
    }

    /**
     * Shows messages until the stream ends.
     *
     * @throws CommandException when a message says that the work failed, with that message
     */
    public void show(InputStream stream, Listener listener) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        String line = reader.readLine();
        while (line != null) {
            if (!line.isBlank()) {
                message(parsed(line), listener);
                out.flush();
            }
            line = reader.readLine();
        }
    }

    private static JsonObject parsed(String line) throws IOException {
        try {
            return JsonReader.read(line) instanceof JsonObject object ? object : JsonObject.EMPTY;
        } catch (JsonSyntaxException e) {
            throw new IOException("progress of the engine: " + e.getMessage(), e);
        }
    }

    private void message(JsonObject message, Listener listener) {
        if (message.has("aux")) {
            listener.result(message.object("aux"));
            return;
        }
        if (message.has("error") || message.has("errorDetail")) {
            JsonObject detail = message.object("errorDetail");
            String text = detail.text("message");
            int status = listener.exitCode((int) detail.number("code"));
            throw new CommandException(text.isEmpty() ? message.text("error") : text, status);
        }
        int up = place(message);
        if (terminal && up > 0) {
            out.print("\u001b[" + up + "A");
        }
        display(message);
        if (terminal && up > 0) {
            out.print("\u001b[" + up + "B");
        }
    }

    /** How many lines above the cursor the message belongs; a message without progress ends the block of lines. */
    private int place(JsonObject message) {
        String id = message.text("id");
        if (id.isEmpty() || !message.has("progressDetail")) {
            lines.clear();
            return 0;
        }
        Integer line = lines.get(id);
        if (line == null) {
            line = lines.size();
            lines.put(id, line);
            if (terminal) {
                out.print("\n");
            }
        }
        return lines.size() - line;
    }

    private void display(JsonObject message) {
        boolean hasProgress = message.has("progressDetail");
        String progress = bar.render(message.object("progressDetail"));
        if (message.has("stream")) {
            out.print(message.text("stream"));
            return;
        }
        if (!terminal && !progress.isEmpty()) {
            return;
        }
        String id = message.text("id");
        String text = (id.isEmpty() ? "" : id + ": ") + message.text("status");
        if (terminal && hasProgress) {
            out.print(CLEAR_LINE + "\r" + text + " " + progress + "\r");
        } else {
            out.println(text);
        }
    }
}
