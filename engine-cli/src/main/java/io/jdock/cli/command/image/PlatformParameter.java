package io.jdock.cli.command.image;

import io.jdock.cli.client.Query;
import io.jdock.json.JsonObject;
import java.util.List;

/** {@code os[/arch[/variant]]} as the JSON that some requests want. */
public final class PlatformParameter {

    private PlatformParameter() {}

    public static String of(String text) {
        String[] parts = text.split("/", 3);
        return JsonObject.builder()
                .put("os", parts[0])
                .putUnlessEmpty("architecture", parts.length > 1 ? parts[1] : "")
                .putUnlessEmpty("variant", parts.length > 2 ? parts[2] : "")
                .build()
                .toJson();
    }

    /** Adds one for each platform of a flag, which may be given more than once and name several. */
    static void addAll(Query query, String name, List<String> values) {
        for (String value : values) {
            for (String platform : value.split(",", -1)) {
                query.add(name, of(platform));
            }
        }
    }
}
