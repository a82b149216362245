package io.jdock.supervisor.images;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.DiffId;
import io.jdock.oci.image.Digest;
import io.jdock.oci.image.Documents;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Manifest;
import io.jdock.oci.image.MediaTypes;
import io.jdock.oci.image.RootFs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** An image made from archives: its blobs and its manifest. Layers are compressed with gzip. */
public record TestImage(byte[] manifest, byte[] config, List<byte[]> layers) {

    public static TestImage of(byte[]... archives) {
        return of("amd64", archives);
    }

    /** An image for a platform. */
    public static TestImage of(String architecture, byte[]... archives) {
        List<DiffId> diffIds = new ArrayList<>();
        List<byte[]> blobs = new ArrayList<>();
        for (byte[] archive : archives) {
            diffIds.add(new DiffId(Digest.of(archive)));
            blobs.add(gzip(archive));
        }
        return of(architecture, diffIds, blobs);
    }

    /** An image whose config may say what is not so. */
    public static TestImage of(List<DiffId> diffIds, List<byte[]> blobs) {
        return of("amd64", diffIds, blobs);
    }

    private static TestImage of(String architecture, List<DiffId> diffIds, List<byte[]> blobs) {
        byte[] config = Documents.write(new ImageConfig(
                null, null, architecture, "linux", null, null, null, new RootFs(diffIds), List.of(), null, null, null));
        List<Descriptor> layers = blobs.stream()
                .map(blob -> new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(blob), blob.length))
                .toList();
        Descriptor configDescriptor = new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length);
        return new TestImage(Documents.write(Manifest.oci(configDescriptor, layers)), config, blobs);
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public Digest id() {
        return Digest.of(config);
    }

    public Digest digest() {
        return Digest.of(manifest);
    }

    public Descriptor descriptor() {
        return new Descriptor(MediaTypes.OCI_MANIFEST, digest(), manifest.length, Map.of(), null);
    }
}
