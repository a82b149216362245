package io.jdock.daemon.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what users declare as runtimes; refuses in dockerd's words. */
public final class RuntimeDeclarations {

    /** Also the name of a file. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]*");

    private final Map<String, OciProgram> declared = new LinkedHashMap<>();

    /** Takes a value of {@code --add-runtime}: {@code NAME=PATH}. */
    public void addFlag(String value) {
        int equals = value.indexOf('=');
        String name = value.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
        String path = value.substring(equals + 1).strip();
        if (name.isEmpty() || path.isEmpty()) {
            throw new InvalidArgumentException("--add-runtime: invalid runtime argument: " + value);
        }
        add(name, new OciProgram(path, List.of()));
    }

    /** Takes the value of the key {@code runtimes}; the parser is at its start, and then at its end. */
    public void addJson(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT, "runtimes");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json, json.nextToken(), JsonToken.START_OBJECT, "runtimes." + name);
            add(name, program(json, name));
        }
    }

    public Map<String, OciProgram> declared() {
        return Map.copyOf(declared);
    }

    private static OciProgram program(JsonParser json, String name) throws IOException {
        String path = "";
        List<String> arguments = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            String place = "runtimes.%s.%s".formatted(name, key);
            JsonToken value = json.nextToken();
            switch (key) {
                case "path" -> {
                    expect(json, value, JsonToken.VALUE_STRING, place);
                    path = json.getText();
                }
                case "runtimeArgs" -> {
                    expect(json, value, JsonToken.START_ARRAY, place);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        expect(json, json.currentToken(), JsonToken.VALUE_STRING, place);
                        arguments.add(json.getText());
                    }
                }
                default -> throw new InvalidArgumentException("the key \"%s\" is not supported".formatted(place));
            }
        }
        if (path.isEmpty()) {
            throw new InvalidArgumentException("the key \"runtimes.%s.path\" is missing".formatted(name));
        }
        return new OciProgram(path, arguments);
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken wanted, String place) throws IOException {
        if (found != wanted) {
            throw new InvalidArgumentException(
                    "the key \"%s\" has a value of the wrong kind: %s".formatted(place, json.getText()));
        }
    }

    private void add(String name, OciProgram program) {
        if (name.equals(Runtimes.BUILT_IN)) {
            throw new InvalidArgumentException("runtime name '%s' is reserved".formatted(name));
        }
        if (!NAME.matcher(name).matches()) {
            throw new InvalidArgumentException("runtime name '%s' must match %s".formatted(name, NAME));
        }
        if (declared.putIfAbsent(name, program) != null) {
            throw new InvalidArgumentException("runtime '%s' was already defined".formatted(name));
        }
    }
}
