package io.jdock.cli.command.container.options;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.InvalidValueException;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of {@code name=value}, from flags and from files. */
public final class KeyValues {

    /** Wants {@code name=value}. */
    static final ValueCheck PAIR = value -> {
        if (value.indexOf('=') <= 0) {
            throw new InvalidValueException(value + " must be formatted as key=value");
        }
    };

    /** Wants a name before the equals sign. */
    public static final ValueCheck VARIABLE = value -> {
        if (value.isEmpty() || value.charAt(0) == '=') {
            throw new InvalidValueException("invalid environment variable: " + value);
        }
    };

    private KeyValues() {}

    /** The pairs as an object; a name alone has the empty value. */
    public static JsonObject toObject(List<String> pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            values.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return JsonObject.ofTexts(values);
    }

    /**
     * Environment variables: those of the files first, so that flags win. A name alone takes its value from our own
     * environment; from a file it is dropped when unset here.
     */
    public static List<String> environment(Cli cli, List<String> files, List<String> flags) {
        List<String> variables = new ArrayList<>();
        for (String file : files) {
            for (String line : lines(file)) {
                boolean complete = line.indexOf('=') >= 0;
                if (complete || cli.hasEnvironment(line)) {
                    variables.add(complete ? line : line + "=" + cli.environment(line));
                }
            }
        }
        for (String flag : flags) {
            boolean complete = flag.indexOf('=') >= 0 || !cli.hasEnvironment(flag);
            variables.add(complete ? flag : flag + "=" + cli.environment(flag));
        }
        return variables;
    }

    /** The lines of a file of pairs, without comments and empty ones. */
    static List<String> lines(String file) {
        List<String> lines = new ArrayList<>();
        try {
            for (String raw : Files.readAllLines(Path.of(file))) {
                String line = raw.stripLeading();
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    lines.add(checked(file, line));
                }
            }
        } catch (java.nio.file.NoSuchFileException e) {
            throw new CommandException("open " + file + ": no such file or directory", 125);
        } catch (IOException e) {
            throw new CommandException("open " + file + ": " + e.getMessage(), 125);
        }
        return lines;
    }

    private static String checked(String file, String line) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals);
        if (name.isEmpty()) {
            throw new CommandException("invalid env file (" + file + "): no variable name on line '" + line + "'", 125);
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isWhitespace(name.charAt(i))) {
                throw new CommandException(
                        "invalid env file (" + file + "): variable '" + name + "' contains whitespaces", 125);
            }
        }
        return line;
    }
}
