package io.jdock.daemon.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command, or a list of words, in one of its two forms: JSON, {@code ["a", "b"]}, or anything else.
 *
 * @param words in the form of JSON all of them, else the whole text as the only one
 */
public record CommandLine(List<String> words, boolean json) {

    /** Runs commands that are no JSON, unless an image names another one. */
    public static final List<String> SHELL = List.of("/bin/sh", "-c");

    public CommandLine {
        words = List.copyOf(words);
    }

    /**
     * Reads either form. As in Docker what comes behind the end of the JSON is not looked at, and what only looks like JSON is a
     * command for a shell: {@code [ -f x ] && y}.
     *
     * @throws InvalidArgumentException when it is JSON of something else than strings
     */
    public static CommandLine parse(String text) {
        return json(text)
                .map(words -> new CommandLine(words, true))
                .orElseGet(() -> new CommandLine(List.of(text), false));
    }

    private static Optional<List<String>> json(String text) {
        int end = text.startsWith("[") ? arrayEnd(text) : -1;
        if (end < 0) {
            return Optional.empty();
        }
        JsonNode array;
        try {
            array = EngineJson.read(text.substring(0, end).getBytes(UTF_8), JsonNode.class);
        } catch (InvalidArgumentException e) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : array) {
            if (!word.isTextual()) {
                throw new InvalidArgumentException(
                        "when using JSON array syntax, arrays must be comprised of strings only");
            }
            words.add(word.textValue());
        }
        return Optional.of(words);
    }

    private static int arrayEnd(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '"' -> quoted = !quoted;
                case '\\' -> i += quoted ? 1 : 0;
                case '[' -> depth += quoted ? 0 : 1;
                case ']' -> depth -= quoted ? 0 : 1;
                default -> {}
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** What is to be executed. @param shell of the image; empty for the usual one */
    public List<String> vector(List<String> shell) {
        if (json) {
            return words;
        }
        List<String> vector = new ArrayList<>(shell.isEmpty() ? SHELL : shell);
        vector.addAll(words);
        return List.copyOf(vector);
    }
}
