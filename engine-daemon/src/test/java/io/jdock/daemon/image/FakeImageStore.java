package io.jdock.daemon.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.NotFoundException;
import io.jdock.oci.image.ChainId;
import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Keeps records and documents in memory. */
final class FakeImageStore implements ImageStore {

    private final Map<String, ImageRecord> records = new TreeMap<>();
    private final Map<Digest, byte[]> documents = new HashMap<>();

    /** Adds an image of its own under a full name; returns its ID. */
    String add(String name, String architecture) {
        return add(name, architecture, "a".repeat(64));
    }

    /** Adds an image with a layer of its own. */
    String add(String name, String architecture, String diffId) {
        byte[] config = """
                {"created":"2026-01-02T03:04:05Z","architecture":"%s","os":"linux","author":"%s",
                 "config":{"Cmd":["sh"],"Labels":{"l":"v"}},
                 "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created_by":"ADD"}]}
                """.formatted(architecture, name, diffId).getBytes(UTF_8);
        Digest id = Digest.of(config);
        documents.put(id, config);
        Descriptor target =
                new Descriptor("application/vnd.oci.image.manifest.v1+json", Digest.of(name.getBytes(UTF_8)), 7);
        put(new ImageRecord(name, id.toString(), target, Map.of(), Instant.EPOCH));
        return id.toString();
    }

    /** Adds an image without a name that was made of another one; returns its ID. */
    String addStep(String parent) {
        String id = add(
                "docker.io/library/step:latest",
                "amd64",
                Digest.of(parent.getBytes(UTF_8)).hex());
        ImageRecord named = Objects.requireNonNull(records.remove("docker.io/library/step:latest"));
        put(new ImageRecord(id, id, named.target(), Map.of("jdock.io/image.parent", parent), Instant.EPOCH));
        return id;
    }

    List<String> names() {
        return List.copyOf(records.keySet());
    }

    @Override
    public List<ImageRecord> records() {
        return List.copyOf(records.values());
    }

    @Override
    public byte[] document(Digest digest) {
        byte[] bytes = documents.get(digest);
        if (bytes == null) {
            throw new NotFoundException("no blob " + digest);
        }
        return bytes;
    }

    /** Adds a document or a blob; returns its digest. */
    Digest add(byte[] bytes) {
        documents.put(Digest.of(bytes), bytes);
        return Digest.of(bytes);
    }

    @Override
    public OptionalLong blobSize(Digest digest) {
        byte[] bytes = documents.get(digest);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    }

    @Override
    public void deleteBlob(Digest digest) {
        documents.remove(digest);
    }

    @Override
    public long layerSize(ChainId layer) {
        return 1000;
    }

    @Override
    public void put(ImageRecord record) {
        records.put(record.name(), record);
    }

    @Override
    public void delete(String name) {
        records.remove(name);
    }

    @Override
    public void collect() {}
}
