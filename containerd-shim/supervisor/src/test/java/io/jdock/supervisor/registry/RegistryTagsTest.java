package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ImageReference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tags of a repository, page by page. */
@Timeout(60)
final class RegistryTagsTest {

    private static final String PATH = "/v2/team/app/tags/list";

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    private List<String> tags() {
        return new RegistryTags(
                        ImageReference.parse(registry.host() + "/team/app"),
                        RegistryPolicy.of(List.of(), List.of()),
                        Credentials.ANONYMOUS)
                .list();
    }

    private void answer(String link, String json) {
        registry.misbehave(PATH, exchange -> {
            boolean later = exchange.getRequestURI().getRawQuery() != null;
            if (!later) {
                exchange.getResponseHeaders().set("Link", link);
            }
            FakeRegistry.answer(exchange, 200, later ? "{\"tags\":[\"last\"]}" : json);
        });
    }

    @Test
    void followsThePages() {
        answer("</v2/team/app/tags/list?last=b&n=2>; rel=\"next\"", "{\"name\":\"team/app\",\"tags\":[\"a\",\"b\"]}");

        assertEquals(List.of("a", "b", "last"), tags());
        assertEquals("last=b&n=2", registry.asked().getLast().query());
    }

    @Test
    void aRepositoryWithoutTagsHasNone() {
        answer("", "{\"name\":\"team/app\",\"tags\":null}");

        assertEquals(List.of(), tags());
    }

    @Test
    void saysThatThereIsNoSuchRepository() {
        assertThrows(NotFoundException.class, this::tags);
    }

    @Test
    void isNotLedElsewhere() {
        answer("<http://elsewhere.invalid/v2/>; rel=\"next\"", "{\"tags\":[\"a\"]}");

        assertTrue(
                assertThrows(DataLossException.class, this::tags).text().endsWith("the next page is at another host"));
    }

    @Test
    void pagesWithoutEndEnd() {
        String page = "{\"tags\":[\"a\"" + ",\"a\"".repeat(2000) + "]}";
        registry.misbehave(PATH, exchange -> {
            exchange.getResponseHeaders().set("Link", "<" + PATH + "?again=1>; rel=\"next\"");
            FakeRegistry.answer(exchange, 200, page);
        });

        assertTrue(assertThrows(DataLossException.class, this::tags).text().endsWith("has more than 10000 tags"));
    }

    @Test
    void tagsThatAreNoneAreRefused() {
        answer("", "{\"tags\":[\"../../x\"]}");

        assertThrows(DataLossException.class, this::tags);
    }
}
