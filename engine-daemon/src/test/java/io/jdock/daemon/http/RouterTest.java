package io.jdock.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.engine.api.json.ApiVersion;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouterTest {

    private final Handler list = _ -> {};
    private final Handler inspect = _ -> {};
    private final Handler tag = _ -> {};
    private final Handler remove = _ -> {};
    private final Router router = new Router()
            .get("/images/json", list)
            .get("/images/{name:.*}/json", inspect)
            .post("/images/{name:.*}/tag", tag)
            .delete("/images/{name:.*}", remove)
            .get("/containers/{id}/json", inspect);

    @Test
    void findsAFixedPathWithAndWithoutAVersion() {
        assertSame(list, router.find("GET", "/images/json").handler());
        assertSame(list, router.find("GET", "/v1.41/images/json").handler());
        assertEquals(ApiVersion.NEWEST, router.find("GET", "/images/json").version());
        assertEquals(
                new ApiVersion(1, 41), router.find("GET", "/v1.41/images/json").version());
    }

    @ParameterizedTest
    @CsvSource({
        "/images/httpd/json, httpd",
        "/v1.44/images/me/app:1/json, me/app:1",
        "/images/host:5000/a/b/c/json, host:5000/a/b/c",
        "/images/json/json, json",
    })
    void takesImageNamesWithSlashes(String path, String name) {
        Router.Match match = router.find("GET", path);

        assertSame(inspect, match.handler());
        assertEquals(Map.of("name", name), match.parameters());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/images",
                "/images//json",
                "/containers/a/b/json",
                "/images/json/",
                "/v1.41",
                "/vx/images/json"
            })
    void doesNotFindOtherPaths(String path) {
        var error = assertThrows(NotFoundException.class, () -> router.find("GET", path));

        assertEquals("page not found", error.text());
    }

    @Test
    void doesNotFindAnotherMethod() {
        assertThrows(NotFoundException.class, () -> router.find("PATCH", "/images/json"));
        assertThrows(NotFoundException.class, () -> router.find("get", "/images/json"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1.23/images/json, client version 1.23 is too old. Minimum supported API version is 1.24",
        "/v0.99/images/json, client version 0.99 is too old. Minimum supported API version is 1.24",
        "/v1.57/images/json, client version 1.57 is too new. Maximum supported API version is 1.56",
        "/v2.0/images/json, client version 2.0 is too new. Maximum supported API version is 1.56",
        "/v1/images/json, invalid API version \"1\"",
        "/v1.2.3/images/json, invalid API version \"1.2.3\"",
    })
    void refusesVersionsThatAreNotServed(String path, String text) {
        var error = assertThrows(InvalidArgumentException.class, () -> router.find("GET", path));

        assertEquals(text, error.text().substring(0, text.length()));
    }
}
