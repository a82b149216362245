package io.jdock.daemon.http;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parameters after the {@code ?} of a request's target. Immutable. */
public final class Query {

    private static final int MAX_PARAMETERS = 1000;

    private final Map<String, List<String>> parameters;

    private Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads {@code a=1&b=2}; percent escapes and {@code +} are decoded.
     *
     * @throws InvalidArgumentException on a broken escape or more than 1,000 parameters
     */
    public static Query parse(String raw) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int count = 0;
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_PARAMETERS) {
                throw new InvalidArgumentException("more than %d query parameters".formatted(MAX_PARAMETERS));
            }
            int equals = pair.indexOf('=');
            String name = PercentEncoding.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : PercentEncoding.decodeQuery(pair.substring(equals + 1));
            parameters.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        }
        return new Query(parameters);
    }

    /** The first value; empty when the parameter is absent or has no text. */
    public Optional<String> text(String name) {
        List<String> values = all(name);
        return values.isEmpty() || values.getFirst().isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** Every value of a repeated parameter. */
    public List<String> all(String name) {
        return List.copyOf(parameters.getOrDefault(name, List.of()));
    }

    /** Whether the parameter is there at all, if only as {@code name=}. */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** Docker's rule: absent, empty, {@code 0}, {@code no}, {@code false} and {@code none} in any case mean false. */
    public boolean flag(String name) {
        return switch (text(name).orElse("").trim().toLowerCase(Locale.ROOT)) {
            case "", "0", "no", "false", "none" -> false;
            default -> true;
        };
    }

    /** As {@link #flag(String)}, with another meaning of an absent parameter. */
    public boolean flag(String name, boolean whenAbsent) {
        return has(name) ? flag(name) : whenAbsent;
    }

    /**
     * A decimal number; empty when absent or without text.
     *
     * @throws InvalidArgumentException when it is no number
     */
    public Optional<Long> number(String name) {
        return text(name).map(text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new InvalidArgumentException(
                        "invalid value for %s: \"%s\" is no number".formatted(name, text), e);
            }
        });
    }
}
