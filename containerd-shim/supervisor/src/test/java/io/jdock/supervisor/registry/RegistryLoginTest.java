package io.jdock.supervisor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.errdefs.UnauthenticatedException;
import io.jdock.errdefs.UnavailableException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryLoginTest {

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    private String check(String user, String password) {
        return new RegistryLogin(
                        registry.host(),
                        RegistryPolicy.of(List.of(), List.of()),
                        new Credentials(user, password, "", ""))
                .check();
    }

    private void wantPassword() {
        registry.misbehave("/v2/", exchange -> {
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"r\"");
            FakeRegistry.answer(exchange, "Basic bWU6c2VjcmV0".equals(shown) ? 200 : 401, "");
        });
    }

    @Test
    void aPasswordIsRightOrWrong() {
        wantPassword();

        assertEquals("", check("me", "secret"));
        var error = assertThrows(UnauthenticatedException.class, () -> check("me", "no"));
        assertEquals(
                "login attempt to http://%s/v2/ failed with status: 401 Unauthorized".formatted(registry.host()),
                error.text());
    }

    @Test
    void saysThatAPasswordIsMissing() {
        wantPassword();

        var error = assertThrows(UnauthenticatedException.class, () -> check("", ""));

        assertTrue(error.text().endsWith("no basic auth credentials"), error.text());
    }

    @Test
    void whoLetsEverybodyInKnowsEverybody() {
        assertEquals("", check("me", "whatever"));
    }

    @Test
    void aTokenServerGivesAnIdentityTokenToKeep() {
        FakeTokens tokens = new FakeTokens(registry).guard("/v2/", "");

        assertEquals("identity", check("me", "secret"));
        assertThrows(UnauthenticatedException.class, () -> check("me", "no"));
        assertEquals(List.of("GET me:secret ", "GET me:no "), tokens.questions());
    }

    @Test
    void namesARegistryThatIsNotThere() {
        registry.close();

        var error = assertThrows(UnavailableException.class, () -> check("me", "secret"));

        assertTrue(
                error.text().startsWith("GET http://%s/v2/: connection refused".formatted(registry.host())),
                error.text());
    }
}
