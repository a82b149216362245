package io.jdock.cli.command.manifest;

import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A manifest of a list, in the form that docker keeps and shows it.
 *
 * @param reference its whole name
 * @param descriptor type, digest, size and platform
 * @param raw the manifest as the registry has it
 */
record ListedManifest(String reference, JsonObject descriptor, byte[] raw) {

    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";

    /** Reads what {@link #toJson} has written, or docker. */
    static ListedManifest of(JsonObject json) {
        return new ListedManifest(
                json.text("Ref"), json.object("Descriptor"), Base64.getDecoder().decode(json.text("Raw")));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("Ref", reference)
                .put("Descriptor", descriptor)
                .put("Raw", Base64.getEncoder().encodeToString(raw))
                .put(isOci() ? "OCIManifest" : "SchemaV2Manifest", JsonReader.read(text()))
                .build();
    }

    String text() {
        return new String(raw, StandardCharsets.UTF_8);
    }

    boolean isOci() {
        return descriptor.text("mediaType").equals(OCI);
    }

    String digest() {
        return descriptor.text("digest");
    }

    JsonObject platform() {
        return descriptor.object("platform");
    }

    ListedManifest withPlatform(JsonObject platform) {
        return new ListedManifest(reference, descriptor(descriptor, platform), raw);
    }

    static JsonObject descriptor(JsonObject of, JsonObject platform) {
        return JsonObject.builder()
                .put("mediaType", of.text("mediaType"))
                .put("digest", of.text("digest"))
                .put("size", of.number("size"))
                .putUnlessEmpty("platform", ordered(platform))
                .build();
    }

    /** A platform with its fields in docker's order. */
    static JsonObject ordered(JsonObject platform) {
        JsonObjectBuilder fields = JsonObject.builder();
        if (platform.isEmpty()) {
            return fields.build();
        }
        return fields.put("architecture", platform.text("architecture"))
                .put("os", platform.text("os"))
                .putUnlessEmpty("os.version", platform.text("os.version"))
                .putUnlessEmpty("os.features", platform.array("os.features").texts())
                .putUnlessEmpty("variant", platform.text("variant"))
                .build();
    }
}
