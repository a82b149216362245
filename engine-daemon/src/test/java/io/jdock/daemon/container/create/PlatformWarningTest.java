package io.jdock.daemon.container.create;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.oci.image.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words and the cases are dockerd's. */
final class PlatformWarningTest {

    private static final Platform AMD = new Platform("linux", "amd64", "v3");
    private static final Platform ARM = new Platform("linux", "arm64", "v8");

    @Test
    void tellsOfAnImageForAnotherMachine() {
        String text = "The requested image's platform (%s) does not match the detected host platform (%s)"
                + " and no specific platform was requested";

        assertEquals(List.of(text.formatted("linux/arm64", "linux/amd64/v3")), warning("arm64", "", AMD));
        assertEquals(List.of(text.formatted("linux/arm64/v8", "linux/amd64/v3")), warning("arm64", "v8", AMD));
        assertEquals(List.of(text.formatted("linux/amd64/v4", "linux/amd64/v3")), warning("amd64", "v4", AMD));
        assertEquals(List.of(text.formatted("linux/amd64", "linux/arm64/v8")), warning("amd64", "", ARM));
    }

    @Test
    void saysNothingOfWhatTheMachineRuns() {
        for (String variant : List.of("", "v1", "v2", "v3")) {
            assertEquals(List.of(), warning("amd64", variant, AMD), variant);
        }
        assertEquals(List.of(), warning("386", "", AMD));
        assertEquals(List.of(), warning("arm64", "", ARM));
        assertEquals(List.of(), warning("arm", "v7", ARM));
        assertEquals(List.of(), warning("arm", "", new Platform("linux", "arm", "v6")));
    }

    private static List<String> warning(String architecture, String variant, Platform machine) {
        return PlatformWarning.of(new Platform("linux", architecture, variant), machine);
    }
}
