package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.UnauthenticatedException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Searching a registry that offers it, and some that do not or lie. */
@Timeout(60)
final class RegistrySearchTest {

    private static final String PATH = "/v1/search";

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    private List<FoundRepository> search(Credentials credentials, int limit) {
        return new RegistrySearch(registry.host(), RegistryPolicy.of(List.of(), List.of()), credentials)
                .find("busy box", limit);
    }

    private void answer(int status, String body) {
        registry.misbehave(PATH, exchange -> FakeRegistry.answer(exchange, status, body));
    }

    @Test
    void findsRepositories() {
        answer(200, """
                {"num_results":2,"query":"busy box","results":[
                 {"name":"busybox","description":"small","star_count":7,"is_official":true,"is_automated":false,"x":1},
                 {"name":"u/busy\\u001b[31m","star_count":0,"is_official":false,"is_automated":true}]}
                """);

        List<FoundRepository> found = search(Credentials.ANONYMOUS, 5);

        assertEquals(
                List.of(
                        new FoundRepository("busybox", "small", 7, true, false),
                        new FoundRepository("u/busy [31m", "", 0, false, true)),
                found);
        FakeRegistry.Asked asked = registry.asked().getFirst();
        assertEquals("q=busy+box&n=5", asked.query());
        assertEquals("", asked.header("Authorization"));
    }

    @Test
    void saysWhoAsksAndTakesNoMoreThanItWants() {
        answer(200, "{\"results\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");

        List<FoundRepository> found = search(new Credentials("me", "secret", "", ""), 1);

        assertEquals(List.of("a"), found.stream().map(FoundRepository::name).toList());
        assertTrue(registry.asked().getFirst().header("Authorization").startsWith("Basic "));
    }

    @Test
    void saysWhenThereIsNoSearch() {
        var error = assertThrows(NotFoundException.class, () -> search(Credentials.ANONYMOUS, 1));

        assertEquals("registry %s offers no search".formatted(registry.host()), error.text());
    }

    @Test
    void saysWhenItIsNotForEverybody() {
        answer(401, "");

        assertThrows(UnauthenticatedException.class, () -> search(Credentials.ANONYMOUS, 1));
    }

    @Test
    void doesNotReadWithoutEnd() {
        answer(200, "[" + " ".repeat(2 << 20) + "]");

        assertThrows(DataLossException.class, () -> search(Credentials.ANONYMOUS, 1));
    }
}
