package io.jdock.oci.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentsTest {

    private static final String D = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String DESCRIPTOR = "{\"mediaType\":\"m\",\"digest\":\"%s\",\"size\":7}".formatted(D);
    private static final String MANIFEST =
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}".formatted(DESCRIPTOR, DESCRIPTOR);

    @Test
    void readsAManifestAndIgnoresWhatItDoesNotKnow() {
        String json = MANIFEST.replaceFirst("\\{", "{\"artifactType\":\"x\",");

        Manifest manifest = assertInstanceOf(Manifest.class, image(json));

        assertEquals(new Descriptor("m", Digest.parse(D), 7), manifest.config());
        assertEquals(1, manifest.layers().size());
        assertEquals("", manifest.mediaType());
    }

    @Test
    void writesADocumentThatReadsBackEqual() {
        Manifest manifest = Manifest.oci(new Descriptor("c", Digest.parse(D), 1), List.of());

        String json = new String(Documents.write(manifest), UTF_8);

        assertEquals(manifest, image(json));
        assertTrue(json.contains("\"layers\":[]"), json);
    }

    @Test
    void choosesTheManifestThatSuitsTheMachine() {
        Descriptor arm = forPlatform("arm", "v6", 1);
        Descriptor arm64 = forPlatform("arm64", "v8", 2);
        Index index = Index.oci(List.of(arm, forPlatform("unknown", "", 3), arm64));

        assertEquals(arm64, index.choose(Platform.parse("linux/arm64"), false).orElseThrow());
        assertEquals(arm, index.choose(Platform.parse("linux/arm/v7"), false).orElseThrow());
        assertTrue(index.choose(Platform.parse("linux/arm/v7"), true).isEmpty());
        assertTrue(index.choose(Platform.parse("linux/amd64"), false).isEmpty());
    }

    private static Descriptor forPlatform(String architecture, String variant, int size) {
        return new Descriptor(
                MediaTypes.OCI_MANIFEST, Digest.parse(D), size, Map.of(), new Platform("linux", architecture, variant));
    }

    @ParameterizedTest
    @CsvSource({
        "linux/x86_64, linux/amd64",
        "LINUX/AMD64/v1, linux/amd64",
        "linux/arm64/v8, linux/arm64",
        "linux/aarch64, linux/arm64",
        "linux/armhf, linux/arm/v7",
        "linux/arm/6, linux/arm/v6",
        "s390x, linux/s390x",
    })
    void normalisesPlatforms(String text, String normalized) {
        assertEquals(normalized, Platform.parse(text).toString());
    }

    @Test
    void readsDockersExtrasOfAConfig() {
        ImageConfig config = Documents.config("""
                {"architecture":"amd64","os":"linux","docker_version":"28","config":{
                  "User":"www","ExposedPorts":{"80/tcp":{},"443/tcp":{}},"Env":["A=b"],"Entrypoint":null,"Cmd":["sh"],
                  "Volumes":{"/data":{}},"Labels":{"a":"b"},"StopTimeout":3,
                  "Healthcheck":{"Test":["CMD","true"],"Interval":5000000000}},
                 "rootfs":{"type":"layers","diff_ids":["%s"]},"history":[{"created_by":"x","empty_layer":true}]}
                """.formatted(D).getBytes(UTF_8), "config");

        ExecutionConfig defaults = config.config();
        assertEquals(Set.of("80/tcp", "443/tcp"), defaults.exposedPorts());
        assertEquals(Set.of("/data"), defaults.volumes());
        assertEquals(List.of(), defaults.entrypoint());
        assertEquals(3, defaults.stopTimeout());
        assertEquals(new Healthcheck(List.of("CMD", "true"), 5_000_000_000L, 0, 0, 0, 0), defaults.healthcheck());
        assertTrue(config.history().getFirst().emptyLayer());
        assertEquals(ChainId.parse(D), config.chainId().orElseThrow());
        assertEquals(config, Documents.config(Documents.write(config), "copy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"schemaVersion\":1,\"fsLayers\":[]}",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":2,\"layers\":[]}",
                "{\"schemaVersion\":2,\"layers\":[],\"config\":null}",
                "{\"schemaVersion\":2,\"manifests\":null}",
                "{\"schemaVersion\":2,\"manifests\":[null]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[],\"mediaType\":"
                        + "\"application/vnd.oci.image.manifest.v1+json\"}",
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:../x\",\"size\":1}]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"" + D + "\",\"size\":-1}]}",
                "{\"schemaVersion\":2,\"manifests\":[{\"size\":1}]}",
                "{\"schemaVersion\":2,\"schemaVersion\":2,\"manifests\":[]}",
                "{\"schemaVersion\":2,\"manifests\":[]}trailing",
            })
    void refusesMalformedAndAmbiguousDocumentsByName(String json) {
        var error = assertThrows(DataLossException.class, () -> image(json));

        assertTrue(error.text().startsWith("read manifest of x: "), error.text());
    }

    @Test
    void refusesADocumentNestedTooDeep() {
        assertThrows(DataLossException.class, () -> image("[".repeat(10_000)));
    }

    private static ImageDocument image(String json) {
        return Documents.image(json.getBytes(UTF_8), "manifest of x");
    }
}
