package io.jdock.daemon.image.change;

import io.jdock.daemon.words.CommandLine;
import io.jdock.daemon.words.Flags;
import io.jdock.daemon.words.Words;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the text of an instruction that changes what an image says. */
public final class ChangeParser {

    private static final Set<String> NAMES = Set.of(
            "CMD",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Set<String> ONE_ARGUMENT = Set.of("MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR");

    private final String name;
    private final String text;
    private final char escape;

    private ChangeParser(String name, String text, char escape) {
        this.name = name;
        this.text = text;
        this.escape = escape;
    }

    /** Whether an instruction is one of these. @param name in capitals */
    public static boolean knows(String name) {
        return NAMES.contains(name);
    }

    /**
     * Reads one instruction.
     *
     * @param name in capitals; one that is known
     * @param text what follows the name
     * @throws InvalidArgumentException in Docker's words, without the line's number
     */
    public static Change parse(String name, String text, char escape) {
        if (text.indexOf(0) >= 0) {
            throw new InvalidArgumentException("%s: a NUL character is in the text".formatted(name));
        }
        Flags flags = Flags.parse(text.strip(), escape);
        if (name.equals("HEALTHCHECK")) {
            return HealthcheckLine.parse(flags);
        }
        flags.values(Set.of(), Set.of(), Set.of());
        return new ChangeParser(name, flags.rest(), escape).parse();
    }

    private Change parse() {
        if (text.isEmpty()) {
            throw new InvalidArgumentException("%s requires %s argument"
                    .formatted(name, ONE_ARGUMENT.contains(name) ? "exactly one" : "at least one"));
        }
        return switch (name) {
            case "CMD" -> new Change.Command(CommandLine.parse(text));
            case "ENTRYPOINT" -> new Change.Entrypoint(CommandLine.parse(text));
            case "ENV" -> new Change.Env(pairs());
            case "LABEL" -> new Change.Label(pairs());
            case "EXPOSE" -> new Change.Expose(Words.divide(text));
            case "VOLUME" -> new Change.Volume(volumes());
            case "USER" -> new Change.User(text);
            case "WORKDIR" -> new Change.Workdir(text);
            case "STOPSIGNAL" -> new Change.StopSignal(text);
            case "MAINTAINER" -> new Change.Maintainer(text);
            case "ONBUILD" -> trigger();
            case "SHELL" -> shell();
            default -> throw new InvalidArgumentException("unknown instruction: " + name);
        };
    }

    private List<Map.Entry<String, String>> pairs() {
        List<String> words = Words.divideUnquoted(text, escape);
        if (words.isEmpty() || words.getFirst().indexOf('=') < 0) {
            // The old form, for one name: everything behind it is the value.
            String[] parts = text.split("\\s+", 2);
            if (parts.length < 2) {
                throw new InvalidArgumentException("%s must have two arguments".formatted(name));
            }
            return List.of(Map.entry(parts[0], parts[1]));
        }
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new InvalidArgumentException(
                        "Syntax error - can't find = in \"%s\". Must be of the form: name=value".formatted(word));
            }
            if (equals == 0) {
                throw new InvalidArgumentException("%s names can not be blank".formatted(name));
            }
            pairs.add(Map.entry(word.substring(0, equals), word.substring(equals + 1)));
        }
        return pairs;
    }

    private List<String> volumes() {
        CommandLine line = CommandLine.parse(text);
        List<String> paths = line.json() ? line.words() : Words.divide(text);
        if (paths.isEmpty()) {
            throw new InvalidArgumentException("VOLUME requires at least one argument");
        }
        if (paths.stream().anyMatch(String::isBlank)) {
            throw new InvalidArgumentException("VOLUME specified can not be an empty string");
        }
        return paths.stream().map(String::strip).toList();
    }

    private Change trigger() {
        String instruction = text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        if (instruction.equals("ONBUILD")) {
            throw new InvalidArgumentException("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
        }
        if (instruction.equals("FROM") || instruction.equals("MAINTAINER")) {
            throw new InvalidArgumentException("%s isn't allowed as an ONBUILD trigger".formatted(instruction));
        }
        return new Change.Trigger(text);
    }

    private Change shell() {
        CommandLine line = CommandLine.parse(text);
        if (!line.json()) {
            throw new InvalidArgumentException("SHELL requires the arguments to be in JSON form");
        }
        if (line.words().isEmpty()) {
            throw new InvalidArgumentException("SHELL requires at least one argument");
        }
        return new Change.Shell(line.words());
    }
}
