package io.jdock.daemon.image.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a Dockerfile.
 *
 * @param name in capitals
 * @param text what follows the name, without blanks around it; never empty
 */
record Instruction(String name, String text) {

    /** @throws InvalidArgumentException when nothing follows the name */
    static Instruction parse(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String name = line.substring(0, end).toUpperCase(Locale.ROOT);
        String text = line.substring(end).strip();
        if (text.isEmpty()) {
            throw new InvalidArgumentException("%s requires at least one argument".formatted(name));
        }
        return new Instruction(name, text);
    }

    /** The words of the JSON form {@code ["a","b"]}; nothing when a text is in another form. */
    static Optional<List<String>> json(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.of(EngineJson.read(text.getBytes(UTF_8), String[].class)));
        } catch (InvalidArgumentException e) {
            // What is no JSON is a command for a shell: [ -f x ] && y.
            return Optional.empty();
        }
    }
}
