package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ways of {@code acceptance/images} that need nothing but skopeo and a registry: an image is pulled, pushed, loaded and
 * saved, and has the same digests and the same files at the end as another's reader finds in it.
 */
@ExtendWith(LeakAudit.class)
final class RoundTripIT {

    private static final Path RUNNER = Path.of("acceptance", "images").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"busybox", "oddities-docker", "oddities-zstd", "extremes"})
    void anImageComesToNoHarm(String image) {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        String engine = Path.of(System.getProperty("jdock.distribution"), "bin", "jdockd")
                .toString();

        Command.Result trips = Command.run(
                List.of(RUNNER.toString(), "--alone", "--engine", engine, "--only", image + ": *skopeo*"), Map.of());

        assertTrue(trips.expect(0).out().contains("ok       " + image + ": it pulls what skopeo pushed"), trips.out());
    }
}
