package io.jdock.cli.command.image;

import io.jdock.json.JsonObject;

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
}
