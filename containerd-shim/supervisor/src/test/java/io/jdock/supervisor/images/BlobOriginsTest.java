package io.jdock.supervisor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.oci.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Labels that say where a blob is; containerd reads and writes the same. */
final class BlobOriginsTest {

    private static final String KEY = "containerd.io/distribution.source.docker.io";

    @Test
    void addsARepositoryOnceAndInOrder() {
        Map<String, String> one = BlobOrigins.with(Map.of("a", "b"), ImageReference.parse("httpd:2"));
        Map<String, String> two = BlobOrigins.with(one, ImageReference.parse("a/b"));

        assertEquals(Map.of("a", "b", KEY, "library/httpd"), one);
        assertEquals("a/b,library/httpd", two.get(KEY));
        assertEquals(two, BlobOrigins.with(two, ImageReference.parse("httpd")));
    }

    @Test
    void keepsRegistriesApart() {
        Map<String, String> labels = BlobOrigins.with(Map.of(), ImageReference.parse("127.0.0.1:5000/app"));

        assertEquals(Map.of("containerd.io/distribution.source.127.0.0.1:5000", "app"), labels);
    }

    @Test
    void leavesOutWhatDoesNotFit() {
        Map<String, String> full = Map.of(KEY, "x".repeat(4040));

        assertEquals(full, BlobOrigins.with(full, ImageReference.parse("another")));
    }

    @Test
    void choosesTheRepositoryThatIsMostLikeTheTarget() {
        ImageReference target = ImageReference.parse("host:1/team/app/web");

        assertEquals(
                Optional.of("team/app/base"),
                BlobOrigins.nearest(target, List.of("other/app/web", "team/app/base", "team/x", "team/app/web")));
        assertEquals(Optional.empty(), BlobOrigins.nearest(target, List.of("team/app/web")));
    }
}
