package io.jdock.cli.command;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns {@code --filter name=value} flags into the query parameter {@code filters}. */
public final class Filters {

    private Filters() {}

    /** The parameter's value, JSON; empty when there is no filter. */
    public static String toParameter(List<String> filters) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            if (equals >= 0) {
                String name = filter.substring(0, equals).strip().toLowerCase(java.util.Locale.ROOT);
                byName.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(filter.substring(equals + 1).strip());
            }
        }
        if (byName.isEmpty()) {
            return "";
        }
        JsonObjectBuilder all = JsonObject.builder();
        for (Map.Entry<String, List<String>> entry : byName.entrySet()) {
            all.put(entry.getKey(), JsonArray.ofTexts(entry.getValue()));
        }
        return all.build().toJson();
    }
}
