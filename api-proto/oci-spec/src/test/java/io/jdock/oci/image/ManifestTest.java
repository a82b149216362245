package io.jdock.oci.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is an image and what is something else in its form. */
final class ManifestTest {

    private static final Digest ANY = Digest.of(new byte[0]);

    private static Manifest manifest(String type, String artifactType, String config, String... layers) {
        return new Manifest(
                2,
                type,
                artifactType,
                new Descriptor(config, ANY, 0),
                Stream.of(layers).map(layer -> new Descriptor(layer, ANY, 0)).toList(),
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        // an image, and one that says more of itself
        "true, '', application/vnd.oci.image.config.v1+json, application/vnd.oci.image.layer.v1.tar+zstd",
        "true, '', application/vnd.docker.container.image.v1+json, application/vnd.docker.image.rootfs.diff.tar.gzip",
        "true, application/vnd.example, application/vnd.oci.image.config.v1+json, application/vnd.oci.image.layer.v1.tar",
        // an image with a layer that nobody here can read: that is to be said, not to be kept
        "true, '', application/vnd.oci.image.config.v1+json, application/vnd.oci.image.layer.v1.tar+encrypted",
        "true, '', application/vnd.oci.image.config.v1+json, application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
        // a chart, a file, a signature, an attestation
        "false, '', application/vnd.cncf.helm.config.v1+json, application/vnd.cncf.helm.chart.content.v1.tar+gzip",
        "false, application/vnd.example, application/vnd.oci.empty.v1+json, text/plain",
        "false, '', application/vnd.oci.image.config.v1+json, application/vnd.dev.cosign.simplesigning.v1+json",
        "false, application/vnd.example, application/vnd.oci.image.config.v1+json, application/vnd.in-toto+json",
        // only of Docker's manifests the type of the configuration may be missing
        "false, '', application/octet-stream, application/vnd.docker.image.rootfs.diff.tar.gzip",
    })
    void configurationAndLayersTell(boolean image, String artifactType, String config, String layer) {
        assertEquals(
                image,
                manifest(MediaTypes.OCI_MANIFEST, artifactType, config, layer).isImage());
    }

    @Test
    void registriesOnceForgotTheTypeOfTheConfiguration() {
        assertEquals(
                true,
                manifest(MediaTypes.DOCKER_MANIFEST, "", MediaTypes.ANY, MediaTypes.DOCKER_LAYER_GZIP)
                        .isImage());
    }

    @Test
    void anImageNeedNotHaveLayers() {
        assertEquals(
                true,
                Manifest.oci(new Descriptor(MediaTypes.OCI_CONFIG, ANY, 0), List.of())
                        .isImage());
    }

    @Test
    void anArtifactIsWhatItSaysElseWhatItsConfigurationIs() {
        assertEquals("a/b", manifest(MediaTypes.OCI_MANIFEST, "a/b", "c/d").kind());
        assertEquals("c/d", manifest(MediaTypes.OCI_MANIFEST, "", "c/d").kind());
    }

    @Test
    void typesAreShortAndPrintable() {
        assertThrows(InvalidArgumentException.class, () -> new Descriptor("x".repeat(256), ANY, 0));
        assertThrows(InvalidArgumentException.class, () -> manifest("", "a\u001b[2J", "c/d"));
        assertEquals(255, new Descriptor("x".repeat(255), ANY, 0).mediaType().length());
    }
}
