package io.jdock.supervisor.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.supervisor.registry.FakeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Something that is no image, as oras and helm make them. */
record TestArtifact(byte[] manifest, List<byte[]> blobs) {

    static final String TYPE = "application/vnd.example.notes.v1";
    static final byte[] EMPTY_CONFIG = "{}".getBytes(UTF_8);

    /** Of the empty configuration and files. */
    static TestArtifact of(byte[]... files) {
        return of("application/vnd.oci.empty.v1+json", EMPTY_CONFIG, files);
    }

    static TestArtifact of(String configType, byte[] config, byte[]... files) {
        List<Descriptor> layers = new ArrayList<>();
        List<byte[]> blobs = new ArrayList<>();
        blobs.add(config);
        for (byte[] file : files) {
            layers.add(descriptor("text/plain", file));
            blobs.add(file);
        }
        Manifest manifest = new Manifest(
                2,
                MediaTypes.OCI_MANIFEST,
                TYPE,
                descriptor(configType, config),
                layers,
                Map.of("org.opencontainers.image.created", "2026-01-02T03:04:05Z"));
        return new TestArtifact(Documents.write(manifest), blobs);
    }

    static Descriptor descriptor(String type, byte[] bytes) {
        return new Descriptor(type, Digest.of(bytes), bytes.length);
    }

    Descriptor descriptor() {
        return descriptor(MediaTypes.OCI_MANIFEST, manifest);
    }

    Digest digest() {
        return Digest.of(manifest);
    }

    /** Serves it as {@code app:tag}. */
    void publish(FakeRegistry registry, String tag) {
        registry.manifest("app", tag, MediaTypes.OCI_MANIFEST, manifest);
        blobs.forEach(blob -> registry.blob("app", blob));
    }

    /** The digests of everything. */
    List<Digest> digests() {
        List<Digest> all = new ArrayList<>();
        all.add(digest());
        blobs.forEach(blob -> all.add(Digest.of(blob)));
        return all.stream().distinct().toList();
    }
}
