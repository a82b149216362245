package io.jdock.runc.log;

import io.jdock.json.JsonObject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where failures are told, in the lines that callers of runc parse: containerd and dockerd take the last line of level error of
 * a JSON log as the reason.
 *
 * <p>With a log file the bare text goes to standard error too.
 *
 * @param file where the lines go; absent for standard error
 * @param json whether a line is a JSON object
 * @param terminal whether standard error is a terminal, which gets colour and no time
 * @param debug whether more is told than failures
 */
public record Log(Optional<Path> file, boolean json, boolean terminal, boolean debug) {

    private static final int PADDED = 44;

    private enum Level {
        ERROR("error", "ERRO", "31"),
        WARNING("warning", "WARN", "33"),
        DEBUG("debug", "DEBU", "37");

        private final String word;
        private final String shown;
        private final String colour;

        Level(String word, String shown, String colour) {
            this.word = word;
            this.shown = shown;
            this.colour = colour;
        }
    }

    /** The log before anything else is known. */
    public static Log toStandardError(boolean terminal) {
        return new Log(Optional.empty(), false, terminal, false);
    }

    /** Makes sure that the file can be written. @throws UncheckedIOException if not */
    public Log opened() {
        file.ifPresent(path -> append(path, ""));
        return this;
    }

    public void error(String message) {
        write(Level.ERROR, message);
        if (file.isPresent()) {
            standardError(message + "\n");
        }
    }

    public void warning(String message) {
        write(Level.WARNING, message);
    }

    /** What is only told when it is asked for. */
    public void debug(String message) {
        if (debug) {
            write(Level.DEBUG, message);
        }
    }

    private void write(Level level, String message) {
        if (file.isPresent()) {
            append(file.get(), line(level, message));
        } else {
            standardError(line(level, message));
        }
    }

    private String line(Level level, String message) {
        if (json) {
            JsonObject line = JsonObject.builder()
                    .put("level", level.word)
                    .put("msg", message)
                    .put("time", now())
                    .build();
            StringBuilder out = new StringBuilder();
            line.write(out, true);
            return out.append('\n').toString();
        }
        if (terminal && file.isEmpty()) {
            return "\u001b[%sm%s\u001b[0m[0000] %s\n".formatted(level.colour, level.shown, padded(message));
        }
        return "time=\"%s\" level=%s msg=%s\n".formatted(now(), level.word, quoted(message));
    }

    private static String padded(String message) {
        return message.length() < PADDED ? message + " ".repeat(PADDED - message.length()) : message;
    }

    private static String now() {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
    }

    /** As Go's %q, unless the text is a bare word. */
    static String quoted(String text) {
        boolean bare = !text.isEmpty();
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bare &= c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._/@^+".indexOf(c) >= 0;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        out.append("\\x%02x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return bare ? text : out.append('"').toString();
    }

    private static void append(Path path, String text) {
        try {
            Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("write log " + path, e);
        }
    }

    private static void standardError(String text) {
        // Not closed: the descriptor is the process's own.
        FileOutputStream stream = new FileOutputStream(FileDescriptor.err);
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("write to standard error", e);
        }
    }
}
