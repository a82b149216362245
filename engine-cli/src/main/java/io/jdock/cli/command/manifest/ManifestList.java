package io.jdock.cli.command.manifest;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonIndent;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes manifest lists, byte by byte as docker does, so that equal lists have equal digests. */
final class ManifestList {

    private static final String INDENT = "   ";
    private static final String DOCKER = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final String OCI = "application/vnd.oci.image.index.v1+json";

    private ManifestList() {}

    /** A list of manifests: an OCI index if they all are OCI's. */
    static String of(List<ListedManifest> manifests) {
        boolean oci = true;
        List<JsonObject> descriptors = new ArrayList<>();
        for (ListedManifest manifest : manifests) {
            oci = oci && manifest.isOci();
            descriptors.add(manifest.descriptor());
        }
        return text(oci ? OCI : DOCKER, descriptors);
    }

    /** What a registry has, in the same form. */
    static String of(JsonObject index, String mediaType) {
        return text(mediaType, index.array("manifests").objects());
    }

    static boolean isList(String mediaType) {
        return mediaType.equals(DOCKER) || mediaType.equals(OCI);
    }

    private static String text(String mediaType, List<JsonObject> descriptors) {
        List<JsonValue> items = new ArrayList<>();
        for (JsonObject descriptor : descriptors) {
            items.add(JsonObject.builder()
                    .put("mediaType", descriptor.text("mediaType"))
                    .put("size", descriptor.number("size"))
                    .put("digest", descriptor.text("digest"))
                    .putUnlessEmpty("platform", ListedManifest.ordered(descriptor.object("platform")))
                    .build());
        }
        JsonObject list = JsonObject.builder()
                .put("schemaVersion", 2)
                .put("mediaType", mediaType)
                .put("manifests", new JsonArray(items))
                .build();
        return JsonIndent.indent(list.toJson(), INDENT);
    }
}
