package io.jdock.supervisor.runtimes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells why a runtime failed, in its own words. */
public final class RuntimeFailure {

    private static final JsonMapper JSON = new JsonMapper();

    /** A runtime that writes more than this has not written it for people. */
    private static final int MOST = 16 * 1024;

    private static final int LONGEST = 2000;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\uFFFD]");

    private final RuntimeChoice.Binary runtime;
    private final String verb;

    /** @param verb what it was to do */
    public RuntimeFailure(RuntimeChoice.Binary runtime, String verb) {
        this.runtime = runtime;
        this.verb = verb;
    }

    /**
     * The error to report.
     *
     * @param status how it ended, as {@link java.lang.Process#exitValue} has it
     * @param log what it was told to report errors to; may be missing
     * @param output what it printed, which counts if the log says nothing
     */
    public EngineException of(int status, Path log, String output) {
        return of(lastError(log)
                .or(() -> lastLine(output))
                .orElseGet(() -> "it ended with status %d and did not say why".formatted(status)));
    }

    /** An error that was found out about it, not told by it. */
    public EngineException of(String reason) {
        String readable = UNPRINTABLE.matcher(reason).replaceAll("?");
        String brief = readable.length() > LONGEST ? readable.substring(0, LONGEST) + "…" : readable;
        String text = brief.startsWith(runtime.name()) ? brief : "%s %s: %s".formatted(runtime.name(), verb, brief);
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("executable file") && lower.contains("not found")) {
            return new NotFoundException(text);
        }
        return lower.contains("exec") && lower.contains("permission denied")
                ? new PermissionDeniedException(text)
                : new InternalException(text);
    }

    /** The message of the last entry of a log that is no mere remark; else the last line, for a log that is not JSON. */
    private static Optional<String> lastError(Path log) {
        List<String> lines = tail(log).lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines.reversed()) {
            Optional<String> message = error(line);
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> error(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            String level = entry.path("level").asText("");
            boolean isError = level.equals("error") || level.equals("fatal") || level.equals("panic");
            return isError ? Optional.of(entry.path("msg").asText(line)) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.of(line);
        }
    }

    private static Optional<String> lastLine(String output) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .map(String::strip);
    }

    private static String tail(Path log) {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - MOST));
            byte[] bytes = new byte[(int) Math.min(MOST, file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }
}
