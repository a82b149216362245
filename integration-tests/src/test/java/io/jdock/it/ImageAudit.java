package io.jdock.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks into an engine's data root: whether every image is whole, and whether there is anything that nobody needs. */
final class ImageAudit {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The files of {@link TestImages#random}; an image without sums passes. */
    private static final String CHECK_SUMS =
            "cd /; for s in sums-*; do [ ! -f $s ] || sha256sum -c -s $s || exit 1; done; echo whole";

    private final Engine engine;
    private final Path root;

    ImageAudit(Engine engine) {
        this.engine = engine;
        this.root = engine.dataRoot().resolve("containerd");
    }

    /** What the images of the store consist of: digests of blobs, and names of snapshots. */
    private record Needed(Set<String> blobs, Set<String> snapshots) {}

    /** Every blob is what its name says, no listed image lacks one, and a container of each finds its files unharmed. */
    void assertWhole() {
        Set<String> needed = needed().blobs();
        Set<String> all = new TreeSet<>(names("content/blobs/sha256"));
        all.addAll(needed);
        for (String blob : all) {
            // What nobody needs may go at any time.
            String gone = needed.contains(blob) ? "gone" : blob;
            assertEquals(blob, digest(blob(blob)).orElse(gone), "digest of a stored blob");
        }
        for (JsonNode image : engine.api("GET", "/images/json").json()) {
            String id = image.path("Id").asText();
            assertEquals(
                    "whole",
                    engine.jdock("run", "--rm", id, "sh", "-c", CHECK_SUMS).text(),
                    () -> "files of " + image);
        }
    }

    /** Waits until nothing is there but what images and containers need. */
    void assertTidy() {
        List<String> findings = new ArrayList<>();
        try {
            Await.until("nothing is left over", PATIENCE, () -> {
                findings.clear();
                findings.addAll(leftOvers());
                return findings.isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError(String.join("\n", findings), e);
        }
    }

    private List<String> leftOvers() {
        Needed needed = needed();
        Set<String> containers = lines(engine.jdock("ps", "-aq", "--no-trunc"));
        List<String> found = new ArrayList<>();
        addSurplus(found, "blob", names("content/blobs/sha256"), needed.blobs());
        addSurplus(found, "ingest", names("content/ingest"), Set.of());
        addSurplus(found, "trash", names("snapshots/trash"), Set.of());
        addSurplus(found, "view", names("snapshots/views"), Set.of());
        addSurplus(found, "lease", lines(engine.ctr("leases", "ls", "-q")), Set.of());
        addSurplus(found, "container directory", names("../containers"), containers);
        Set<String> wanted = new TreeSet<>(containers);
        wanted.addAll(needed.snapshots());
        Set<String> snapshots = snapshots();
        addSurplus(found, "snapshot", snapshots, wanted);
        int directories = names("snapshots/layers").size();
        if (directories != snapshots.size()) {
            found.add("%d snapshots have %d directories".formatted(snapshots.size(), directories));
        }
        addSurplus(
                found,
                "file",
                names("."),
                Set.of(
                        "content",
                        "snapshots",
                        "lock",
                        "metadata.db",
                        "metadata.db-wal",
                        "metadata.db-shm",
                        "metadata.reserve"));
        addSurplus(found, "file", names("content"), Set.of("blobs", "ingest"));
        addSurplus(found, "file", names("snapshots"), Set.of("layers", "trash", "views"));
        return found;
    }

    private static void addSurplus(List<String> found, String kind, Set<String> there, Set<String> wanted) {
        there.stream().filter(name -> !wanted.contains(name)).forEach(name -> found.add(kind + " " + name));
    }

    /** Bytes of blobs that belong to no image, and of those that came in part: what an interrupted pull has left. */
    long unfinishedBytes() {
        Set<String> needed = needed().blobs();
        long whole = names("content/blobs/sha256").stream()
                .filter(name -> !needed.contains(name))
                .mapToLong(name -> blob(name).toFile().length())
                .sum();
        long partial = names("content/ingest").stream()
                .mapToLong(name ->
                        root.resolve("content/ingest").resolve(name).toFile().length())
                .sum();
        return whole + partial;
    }

    private Needed needed() {
        Needed needed = new Needed(new TreeSet<>(), new TreeSet<>());
        engine.ctr("images", "ls")
                .text()
                .lines()
                .skip(1)
                .map(line -> line.split("\\s+")[2])
                .forEach(target -> add(target, needed));
        return needed;
    }

    private void add(String target, Needed needed) {
        String hex = hex(target);
        needed.blobs().add(hex);
        JsonNode document = json(hex);
        document.path("manifests")
                .forEach(manifest -> add(manifest.path("digest").asText(), needed));
        document.path("layers")
                .forEach(layer -> needed.blobs().add(hex(layer.path("digest").asText())));
        if (document.has("config")) {
            String config = hex(document.at("/config/digest").asText());
            needed.blobs().add(config);
            addChain(json(config).at("/rootfs/diff_ids"), needed);
        }
    }

    private static void addChain(JsonNode diffIds, Needed needed) {
        String chain = "";
        for (JsonNode diff : diffIds) {
            chain = chain.isEmpty()
                    ? diff.asText()
                    : "sha256:"
                            + hash((chain + " " + diff.asText()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            needed.snapshots().add(chain);
        }
    }

    private Set<String> snapshots() {
        Set<String> keys = new TreeSet<>();
        engine.ctr("snapshots", "ls").text().lines().skip(1).forEach(line -> keys.add(line.split("\\s+")[0]));
        return keys;
    }

    private static Set<String> lines(Command.Result result) {
        Set<String> lines = new TreeSet<>();
        result.text().lines().filter(line -> !line.isBlank()).forEach(lines::add);
        return lines;
    }

    private Set<String> names(String directory) {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("list " + directory, e);
        }
    }

    private Path blob(String hex) {
        return root.resolve("content/blobs/sha256").resolve(hex);
    }

    private static String hex(String digest) {
        return digest.substring("sha256:".length());
    }

    private JsonNode json(String hex) {
        try {
            return JSON.readTree(Files.readAllBytes(blob(hex)));
        } catch (IOException e) {
            throw new UncheckedIOException("read blob " + hex, e);
        }
    }

    private static Optional<String> digest(Path file) {
        MessageDigest hash = sha256();
        byte[] chunk = new byte[1 << 18];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                hash.update(chunk, 0, count);
            }
            return Optional.of(HexFormat.of().formatHex(hash.digest()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("hash " + file, e);
        }
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
