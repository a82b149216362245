package io.jdock.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Something that is no image goes with another's tool through a registry, our engine and back, and stays what it is. */
@ExtendWith(LeakAudit.class)
final class ArtifactIT {

    private static final String TYPE = "application/vnd.example.notes.v1";
    private static final String NOTES = "notes";
    private static final String CONFIG = "not even JSON";

    private static Engine engine;
    private static LocalRegistry registry;
    private static String app;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        engine = Engine.start();
        registry = new LocalRegistry();
        app = registry.host() + "/app:1";
    }

    @AfterAll
    static void stop() {
        engine.close();
        registry.close();
    }

    /** An OCI layout with the tag 1; returns the digest of the manifest. */
    private static String layout(Path layout) throws IOException {
        Files.createDirectories(layout.resolve("blobs/sha256"));
        String manifest =
                """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"%s",
                 "config":{"mediaType":"application/vnd.example.settings","digest":"%s","size":%d},
                 "layers":[{"mediaType":"text/plain","digest":"%s","size":%d}]}
                """.formatted(TYPE, blob(layout, CONFIG), CONFIG.length(), blob(layout, NOTES), NOTES.length());
        String digest = blob(layout, manifest);
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(layout.resolve("index.json"), """
                {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",
                 "digest":"%s","size":%d,"annotations":{"org.opencontainers.image.ref.name":"1"}}]}
                """.formatted(digest, manifest.length()));
        return digest;
    }

    private static String blob(Path layout, String content) throws IOException {
        String hex = hex(content.getBytes(UTF_8));
        Files.writeString(layout.resolve("blobs/sha256").resolve(hex), content);
        return "sha256:" + hex;
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsPulledShownSavedLoadedPushedAndRemovedButNotRun() throws IOException {
        String digest = layout(directory.resolve("in"));
        LocalRegistry.copy("oci:" + directory.resolve("in") + ":1", "docker://" + app);

        assertTrue(engine.docker("pull", app).text().contains("Digest: " + digest));
        JsonNode shown = engine.api("GET", "/images/" + app + "/json").json();
        assertEquals(digest, shown.path("Id").asText());
        assertEquals(TYPE, shown.path("Descriptor").path("artifactType").asText());
        assertEquals(
                digest.substring(7, 19) + " N/A",
                engine.jdock("image", "ls", "--format", "{{.ID}} {{.CreatedSince}}")
                        .text());
        Command.Result run = engine.docker("run", "--rm", app);
        assertEquals(125, run.status());
        assertTrue(run.err().contains("it is not an image but an artifact of type \"" + TYPE + "\""), run.err());

        String archive = directory.resolve("saved.tar").toString();
        engine.docker("save", "-o", archive, app).expect(0);
        engine.jdock("rmi", app).expect(0);
        assertEquals("", engine.docker("images", "-q").text());
        engine.jdock("load", "-i", archive).expect(0);
        engine.docker("tag", app, registry.host() + "/copy:2").expect(0);
        engine.jdock("push", registry.host() + "/copy:2").expect(0);
        LocalRegistry.copy("docker://" + registry.host() + "/copy:2", "oci:" + directory.resolve("out") + ":1");

        for (String file :
                new String[] {digest.substring(7), hex(CONFIG.getBytes(UTF_8)), hex(NOTES.getBytes(UTF_8))}) {
            Path blob = directory.resolve("out/blobs/sha256").resolve(file);
            assertEquals(file, hex(Files.readAllBytes(blob)));
        }
        engine.docker("rmi", app, registry.host() + "/copy:2").expect(0);
    }
}
