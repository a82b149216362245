package io.jdock.supervisor.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import org.junit.jupiter.api.Test;

final class BundleConfigTest {

    @Test
    void onlyAMissingCgroupIsFilledIn() {
        assertEquals(
                "{\"vm\":{\"x\":1},\"linux\":{\"cgroupsPath\":\"/jdock/a\"}}",
                withCgroup("{\"vm\":{\"x\":1},\"linux\":{\"cgroupsPath\":\"\"}}"));
        assertEquals("{\"linux\":{\"cgroupsPath\":\"/jdock/a\"}}", withCgroup("{\"linux\":{}}"));
        String own = "{ \"linux\": { \"cgroupsPath\": \"/own\" } }";
        assertEquals(own, withCgroup(own));
        assertEquals("{}", withCgroup("{}"));
        String scope = "{\"linux\":{\"cgroupsPath\":\"a.slice:b:c\"}}";
        assertEquals(scope, withCgroup(scope));
        assertEquals("{\"linux\":{\"cgroupsPath\":\"/a/b\"}}", withCgroup("{\"linux\":{\"cgroupsPath\":\"a/b\"}}"));
    }

    @Test
    void whatIsNoSpecificationIsRefused() {
        assertThrows(InvalidArgumentException.class, () -> withCgroup("{"));
    }

    private static String withCgroup(String spec) {
        return new String(BundleConfig.withCgroup(spec.getBytes(UTF_8), "/jdock/a"), UTF_8);
    }
}
