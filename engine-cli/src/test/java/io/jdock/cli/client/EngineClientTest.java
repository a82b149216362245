package io.jdock.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.cli.http.UnixServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineClientTest {

    @TempDir
    private Path directory;

    private EngineClient client(String version) {
        return new EngineClient(EngineAddress.parse("unix://" + directory.resolve("s")), "test", version);
    }

    private UnixServer server(String... answers) throws IOException {
        return new UnixServer(directory.resolve("s"), answers);
    }

    private static String json(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @Test
    void sendsItsOwnVersionAtOnceAndStepsDownWhenTheEngineIsOlder() throws IOException {
        String tooNew = "{\"message\":\"client version 1.50 is too new. Maximum supported API version is 1.41\"}";
        try (UnixServer server = server(json("400 Bad Request", tooNew), json("200 OK", "{}"), json("200 OK", "{}"))) {
            EngineClient client = client("");
            client.get("/info");
            client.get("/info");

            assertTrue(server.requests().get(0).startsWith("GET /v1.50/info "));
            assertTrue(server.requests().get(1).startsWith("GET /v1.41/info "));
            assertTrue(server.requests().get(2).startsWith("GET /v1.41/info "));
            assertEquals(new ApiVersion(1, 41), client.version());
        }
    }

    @Test
    void insistsOnAVersionThatTheUserNamed() throws IOException {
        String tooNew = "{\"message\":\"client version 1.60 is too new. Maximum supported API version is 1.41\"}";
        try (UnixServer _ = server(json("400 Bad Request", tooNew))) {
            DaemonException error =
                    assertThrows(DaemonException.class, () -> client("1.60").get("/info"));

            assertEquals(400, error.status());
        }
    }

    @Test
    void showsTheEnginesOwnText() throws IOException {
        try (UnixServer _ = server(json("404 Not Found", "{\"message\":\"No such container: x\"}"))) {
            DaemonException error =
                    assertThrows(DaemonException.class, () -> client("1.41").get("/containers/x/json"));

            assertEquals("Error response from daemon: No such container: x", error.getMessage());
            assertTrue(error.isNotFound());
        }
    }

    @Test
    void saysWhichEngineItCannotReach() {
        EngineUnreachableException error =
                assertThrows(EngineUnreachableException.class, () -> client("").get("/info"));

        assertEquals(
                "Cannot connect to the jdock daemon at unix://" + directory.resolve("s")
                        + ". Is the jdock daemon running?",
                error.getMessage());
    }

    @Test
    void encodesQueries() {
        assertEquals(
                "?a=x%20%26%2F&b=1", new Query().add("a", "x &/").add("b", true).toString());
        assertEquals(
                "", new Query().addUnlessEmpty("a", "").addIfTrue("b", false).toString());
    }

    @Test
    void refusesAddressesItCannotDial() {
        assertThrows(IllegalArgumentException.class, () -> EngineAddress.parse("ftp://x"));
        assertThrows(IllegalArgumentException.class, () -> EngineAddress.parse("tcp://x:y"));
        assertEquals(
                "127.0.0.1:2375",
                EngineAddress.parse("tcp://127.0.0.1").dialer().host());
        assertEquals("h:1", EngineAddress.parse("tcp://h:1/").dialer().host());
    }
}
