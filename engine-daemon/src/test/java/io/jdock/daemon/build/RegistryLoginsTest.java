package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.oci.image.ImageReference;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credentials of a build. */
final class RegistryLoginsTest {

    private static RegistryLogins of(String json) {
        return RegistryLogins.of(Optional.of(Base64.getUrlEncoder().encodeToString(json.getBytes(UTF_8))));
    }

    private static Optional<String> user(RegistryLogins logins, String image) {
        return logins.of(ImageReference.parse(image)).map(it -> String.valueOf(it.username()));
    }

    @Test
    void eachRegistryHasItsOwn() {
        RegistryLogins logins = of("""
                {"https://index.docker.io/v1/":{"username":"hub","password":"p"},
                 "localhost:5000":{"username":"local","password":"p"},
                 "https://r.test/v2/":{"username":"url","password":"p"}}
                """);

        assertEquals(Optional.of("hub"), user(logins, "busybox"));
        assertEquals(Optional.of("local"), user(logins, "localhost:5000/a"));
        assertEquals(Optional.of("url"), user(logins, "r.test/a/b:1"));
        assertEquals(Optional.empty(), user(logins, "other.test/a"));
    }

    @Test
    void whatCannotBeReadCountsAsNone() {
        assertEquals(Map.of(), of("[]").byHost());
        assertEquals(Map.of(), RegistryLogins.of(Optional.of("!")).byHost());
        assertEquals(Map.of(), RegistryLogins.of(Optional.empty()).byHost());
    }

    @Test
    void secretsAreNotShown() {
        String shown =
                of("{\"r.test\":{\"username\":\"u\",\"password\":\"secret\"}}").toString();

        assertTrue(shown.contains("r.test"), shown);
        assertFalse(shown.contains("secret"), shown);
    }
}
