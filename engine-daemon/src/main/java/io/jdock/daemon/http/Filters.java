package io.jdock.daemon.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@code filters} parameter of lists: {@code {"label":["a=b"],"status":["exited"]}}, or in the older form {@code
 * {"label":{"a=b":true}}}. An absent key fits everything.
 */
public final class Filters {

    private final Map<String, List<String>> values;

    private Filters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads the parameter; absent means no filter.
     *
     * @throws InvalidArgumentException on bad JSON or a key that is not {@code allowed}
     */
    public static Filters parse(Optional<String> parameter, Set<String> allowed) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (parameter.isPresent()) {
            Map<?, ?> given = EngineJson.read(parameter.get().getBytes(UTF_8), Map.class);
            given.forEach((name, value) -> {
                String key = String.valueOf(name);
                if (!allowed.contains(key)) {
                    throw new InvalidArgumentException("invalid filter '%s'".formatted(key));
                }
                values.put(key, valuesOf(key, value));
            });
        }
        return new Filters(values);
    }

    /** The values of a key, in the client's order; none when it is absent. */
    public List<String> values(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** Whether the key is absent or {@code actual} is one of its values. */
    public boolean matches(String key, String actual) {
        return matchesAny(key, actual::equals);
    }

    /** Whether the key is absent or one of its values fits. */
    public boolean matchesAny(String key, Predicate<String> fits) {
        List<String> wanted = values(key);
        return wanted.isEmpty() || wanted.stream().anyMatch(fits);
    }

    /** Whether all values of the key, {@code name} or {@code name=value}, are among {@code labels}. */
    public boolean matchesLabels(String key, Map<String, String> labels) {
        return values(key).stream().allMatch(wanted -> hasLabel(labels, wanted));
    }

    /** Whether {@code labels} has all that the key {@code label} wants, and none that {@code label!} does not want. */
    public boolean matchesLabels(Map<String, String> labels) {
        return matchesLabels("label", labels)
                && values("label!").stream().noneMatch(unwanted -> hasLabel(labels, unwanted));
    }

    /** Whether {@code labels} has {@code name}, or {@code name=value}. */
    public static boolean hasLabel(Map<String, String> labels, String wanted) {
        int equals = wanted.indexOf('=');
        return equals < 0
                ? labels.containsKey(wanted)
                : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
    }

    /**
     * The boolean of a key such as {@code dangling}; empty when it is absent.
     *
     * @throws InvalidArgumentException when it is none
     */
    public Optional<Boolean> flag(String key) {
        List<String> given = values(key);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return switch (given.getFirst()) {
            case "1", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            case null, default ->
                throw new InvalidArgumentException("invalid filter '%s=%s'".formatted(key, given.getFirst()));
        };
    }

    private static List<String> valuesOf(String key, @Nullable Object value) {
        List<String> texts = new ArrayList<>();
        switch (value) {
            case List<?> list -> list.forEach(item -> texts.add(String.valueOf(item)));
            case Map<?, ?> older -> older.keySet().forEach(item -> texts.add(String.valueOf(item)));
            case null, default ->
                throw new InvalidArgumentException("invalid filter '%s': want a list of texts".formatted(key));
        }
        return List.copyOf(texts);
    }
}
