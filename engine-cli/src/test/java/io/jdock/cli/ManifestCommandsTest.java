package io.jdock.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jdock manifest}; texts, files and digests are those of docker 28.2 for the same manifests. */
@Timeout(30)
final class ManifestCommandsTest {

    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final String AMD = "sha256:3f52b84a3442838c43c72ea6e007b3300720321b906d62fa7b0f67099ce45e08";
    private static final String ARM = "sha256:42979245f2c83c4bbb17ec274caf3ceebaeee9ad10d1914c1b39fd71486628c5";
    private static final String S390 = "sha256:0a97bbf30aa539382bd9e66681d3a8de72e08d927b4ce56aaa2e7bb790247a35";
    private static final String RISCV = "sha256:52644dbf63b1586a28b34eaa5f0d2a3991dc705396b09daaebd2b5d01040df0a";
    private static final String REGISTRY = "127.0.0.1:5799";

    @TempDir
    private Path directory;

    private FakeEngine engine;
    private Invocation jdock;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(directory);
        serve("/app:amd64", DOCKER, AMD, 522, "\"architecture\":\"amd64\",\"os\":\"linux\"");
        serve("/app:arm", DOCKER, ARM, 522, "\"architecture\":\"arm\",\"os\":\"linux\",\"variant\":\"v7\"");
        serve("/other:s390", DOCKER, S390, 522, "\"architecture\":\"s390x\",\"os\":\"linux\"");
        serve("/app:oci", OCI, RISCV, 501, "\"architecture\":\"riscv64\",\"os\":\"linux\"");
        jdock = newInvocation();
    }

    private Invocation newInvocation() {
        return new Invocation(engine)
                .with("DOCKER_CONFIG", directory.resolve("config").toString());
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
    }

    private static String route(String method, String name) {
        return method + " /distribution/"
                + (REGISTRY + name).replace(":", "%3A").replace("/", "%2F").replace("@", "%40") + "/manifest";
    }

    private void serve(String name, String type, String digest, int size, String platform) {
        String document = Base64.getEncoder().encodeToString("{\"schemaVersion\": 2}".getBytes(UTF_8));
        engine.on(
                route("GET", name),
                200,
                "{\"Descriptor\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d},\"Platforms\":[{%s}],\"Document\":\"%s\"}"
                        .formatted(type, digest, size, platform, document));
    }

    private void run(int status, String... words) {
        assertEquals(status, jdock.run(words), () -> jdock.err());
    }

    private String outOf(String... words) {
        jdock = newInvocation();
        run(0, words);
        return jdock.out();
    }

    private String failureOf(String... words) {
        jdock = newInvocation();
        run(1, words);
        return jdock.err();
    }

    private void createAll() {
        run(0, "manifest", "create", REGISTRY + "/app:all", REGISTRY + "/app:amd64", REGISTRY + "/app:arm");
        run(0, "manifest", "create", "--amend", REGISTRY + "/app:all", REGISTRY + "/other:s390");
        run(
                0,
                "manifest",
                "annotate",
                "--arch=arm64",
                "--variant=v8",
                "--os=linux",
                "--os-version=1",
                "--os-features=a,b",
                REGISTRY + "/app:all",
                REGISTRY + "/app:arm");
    }

    @Test
    void keepsListsWhereDockerDoes() throws IOException {
        createAll();

        Path list = directory.resolve("config/manifests/127.0.0.1-5799_app-all");
        String entry = Files.readString(list.resolve("127.0.0.1-5799_app-amd64"));
        assertEquals(
                "{\"Ref\":\"127.0.0.1:5799/app:amd64\",\"Descriptor\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":522,"
                                .formatted(DOCKER, AMD)
                        + "\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}},"
                        + "\"Raw\":\"eyJzY2hlbWFWZXJzaW9uIjogMn0=\",\"SchemaV2Manifest\":{\"schemaVersion\":2}}",
                entry);
        try (var files = Files.list(list)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void pushesTheListThatDockerWould() throws Exception {
        createAll();
        engine.on(route("PUT", "/app:all"), 200, "{\"Digest\":\"sha256:1\"}");

        String out = outOf("manifest", "push", "--purge", REGISTRY + "/app:all");

        JsonObject body = (JsonObject) JsonReader.read(engine.bodyOf(route("PUT", "/app:all")));
        assertEquals(
                "3775502c35c9b1ebc3324a14d884c09df6b63086e000665ec8124c107a336f14",
                sha256(Base64.getDecoder().decode(body.text("Document"))));
        assertEquals(
                List.of(REGISTRY + "/app@" + AMD, REGISTRY + "/app@" + ARM, REGISTRY + "/other@" + S390),
                body.array("Sources").texts());
        assertEquals("Pushed ref %s/app@%s with digest: %s\nsha256:1\n".formatted(REGISTRY, S390, S390), out);
        assertFalse(Files.exists(directory.resolve("config/manifests/127.0.0.1-5799_app-all")));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aListOfNothingButOciManifestsIsAnOciIndex() {
        run(0, "manifest", "create", REGISTRY + "/app:oci2", REGISTRY + "/app:oci");

        assertEquals("""
                {
                   "schemaVersion": 2,
                   "mediaType": "application/vnd.oci.image.index.v1+json",
                   "manifests": [
                      {
                         "mediaType": "%s",
                         "size": 501,
                         "digest": "%s",
                         "platform": {
                            "architecture": "riscv64",
                            "os": "linux"
                         }
                      }
                   ]
                }
                """.formatted(OCI, RISCV), outOf("manifest", "inspect", REGISTRY + "/app:oci2"));
    }

    @Test
    void showsWhatARegistryHas() {
        String plain = outOf("manifest", "inspect", "--insecure", REGISTRY + "/app:arm");
        String verbose = outOf("manifest", "inspect", "-v", REGISTRY + "/app:oci");

        assertEquals("{\n\t\"schemaVersion\": 2\n}\n", plain);
        assertTrue(verbose.startsWith("{\n\t\"Ref\": \"127.0.0.1:5799/app:oci\",\n\t\"Descriptor\": {\n"), verbose);
        assertTrue(verbose.endsWith("\n\t\"OCIManifest\": {\n\t\t\"schemaVersion\": 2\n\t}\n}\n"), verbose);
        assertEquals(List.of(route("GET", "/app:arm") + "?insecure=1", route("GET", "/app:oci")), engine.asked());
    }

    @Test
    void showsAListOfARegistryWithAndWithoutItsManifests() {
        String index =
                "{\"schemaVersion\":2,\"annotations\":{\"a\":\"b\"},\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\","
                                .formatted(DOCKER, AMD)
                        + "\"size\":522,\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}";
        engine.on(
                route("GET", "/app:index"),
                200,
                "{\"Descriptor\":{\"mediaType\":\"application/vnd.docker.distribution.manifest.list.v2+json\",\"digest\":\"sha256:9\","
                        + "\"size\":9},\"Platforms\":[],\"Document\":\"%s\"}"
                                .formatted(Base64.getEncoder().encodeToString(index.getBytes(UTF_8))));
        serve("/app:index@" + AMD, DOCKER, AMD, 522, "\"architecture\":\"amd64\",\"os\":\"linux\"");

        String plain = outOf("manifest", "inspect", REGISTRY + "/app:index");
        String verbose = outOf("manifest", "inspect", "--verbose", REGISTRY + "/app:index");

        assertTrue(
                plain.contains("\"size\": 522,\n         \"digest\": \"%s\",\n         \"platform\"".formatted(AMD)),
                plain);
        assertFalse(plain.contains("annotations"), plain);
        assertTrue(verbose.startsWith("[\n\t{\n\t\t\"Ref\": \"127.0.0.1:5799/app:index@" + AMD + "\""), verbose);
        assertEquals(
                REGISTRY + "/app:index is a manifest list\n",
                failureOf("manifest", "create", REGISTRY + "/app:x", REGISTRY + "/app:index"));
    }

    @Test
    void showsOneManifestOfALocalList() {
        createAll();

        assertEquals(
                "{\n\t\"schemaVersion\": 2\n}\n",
                outOf("manifest", "inspect", REGISTRY + "/app:all", REGISTRY + "/app:arm"));
        assertTrue(outOf("manifest", "inspect", "-v", REGISTRY + "/app:all").startsWith("[\n\t{\n\t\t\"Ref\""));
    }

    @Test
    void saysWhatIsWrongAsDockerDoes() {
        createAll();
        engine.on(route("GET", "/none:1"), 404, "{\"message\":\"none:1 not found\"}");
        String all = REGISTRY + "/app:all";

        assertEquals(
                "no such manifest: 127.0.0.1:5799/none:1\n", failureOf("manifest", "inspect", REGISTRY + "/none:1"));
        assertEquals(
                "No such manifest: 127.0.0.1:5799/none:1\n",
                failureOf("manifest", "inspect", all, REGISTRY + "/none:1"));
        assertEquals(
                "refusing to amend an existing manifest list with no --amend flag\n",
                failureOf("manifest", "create", all, REGISTRY + "/app:arm"));
        assertEquals(
                "manifest for image 127.0.0.1:5799/none:1 does not exist in 127.0.0.1:5799/app:all\n",
                failureOf("manifest", "annotate", all, REGISTRY + "/none:1"));
        assertEquals(
                "manifest entry for image has unsupported os/arch combination: /foo\n",
                failureOf("manifest", "annotate", "--arch", "foo", all, REGISTRY + "/app:arm"));
        assertEquals("No such manifest: docker.io/library/x:1\n", failureOf("manifest", "push", "x:1"));
        assertEquals(
                "No such manifest: 127.0.0.1:5799/app:three\n",
                failureOf("manifest", "rm", REGISTRY + "/app:three", all));
        assertEquals("No such manifest: 127.0.0.1:5799/app:all\n", failureOf("manifest", "rm", all));
    }

    @Test
    void anEngineWithoutManifestsIsToldOf() {
        engine.on(route("GET", "/none:1"), 404, "{\"message\":\"page not found\"}");

        assertEquals(
                "Error response from daemon: page not found\n", failureOf("manifest", "inspect", REGISTRY + "/none:1"));
    }

    @Test
    void namesCannotLeadOutOfTheDirectory() throws IOException {
        serve("/../../x:1", DOCKER, AMD, 522, "\"architecture\":\"amd64\",\"os\":\"linux\"");

        run(0, "manifest", "create", REGISTRY + "/../../y:1", REGISTRY + "/../../x:1");

        try (var files = Files.walk(directory.resolve("config/manifests"))) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void hasHelp() {
        String help = outOf("manifest", "--help");

        assertTrue(help.contains("Delete one or more manifest lists from local storage"), help);
    }
}
