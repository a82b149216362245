package io.jdock.supervisor.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.PermissionDeniedException;
import io.jdock.errdefs.UnavailableException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that an import names by their URL. */
@Timeout(60)
final class WebFileTest {

    private final FakeRegistry web = new FakeRegistry();

    @AfterEach
    void close() {
        web.close();
    }

    private WebFile open(String path) {
        return WebFile.open("http://" + web.host() + path, Map.of());
    }

    @Test
    void readsAFileThroughRedirects() {
        web.misbehave("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/file?x=1");
            FakeRegistry.answer(exchange, 302, "");
        });
        web.misbehave("/file", exchange -> FakeRegistry.answer(exchange, 200, "content"));

        try (WebFile file = open("/moved")) {
            byte[] bytes = new byte[7];
            bytes[0] = (byte) file.read();
            assertEquals(6, file.read(bytes, 1, 6));
            assertEquals("content", new String(bytes, UTF_8));
            assertEquals(-1, file.read());
        }
    }

    @Test
    void saysWhatIsWrong() {
        web.misbehave("/broken", exchange -> FakeRegistry.answer(exchange, 500, "oh"));

        var missing = assertThrows(NotFoundException.class, () -> open("/none"));
        var broken = assertThrows(UnavailableException.class, () -> open("/broken"));

        assertEquals("GET http://%s/none: the server answers with status 404".formatted(web.host()), missing.text());
        assertEquals("GET http://%s/broken: the server answers with status 500".formatted(web.host()), broken.text());
    }

    @Test
    void aFileThatEndsTooSoonIsNone() {
        web.misbehave("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new java.io.IOException("cut");
        });

        try (WebFile file = open("/cut")) {
            assertEquals(10, file.read(new byte[10], 0, 10));
            assertThrows(UnavailableException.class, file::read);
        }
    }

    @Test
    void isNotLedToFilesOfTheHost() {
        web.misbehave("/evil", exchange -> {
            exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
            FakeRegistry.answer(exchange, 302, "");
        });

        assertThrows(PermissionDeniedException.class, () -> open("/evil"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://h/f", "http://u:secret@h/f", "http://h /secret", "http:///f"})
    void opensNothingElse(String url) {
        var error = assertThrows(InvalidArgumentException.class, () -> WebFile.open(url, Map.of()));

        assertFalse(error.toString().contains("secret"), error.toString());
    }
}
