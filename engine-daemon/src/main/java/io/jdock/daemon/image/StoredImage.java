package io.jdock.daemon.image;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.ImageReference;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An image, or an artifact, with all its names.
 *
 * @param record what it was found by: names of one image may stand for different manifests, such as one with gzip and one with
 *     zstd for the same layers
 * @param names sorted; none for an image that lost them
 * @param digests {@code httpd@sha256:…}, for each repository and each manifest that it has there
 * @param tagged when it last got a name
 */
public record StoredImage(
        ImageRecord record, List<ImageReference> names, List<String> digests, ImageConfig config, Instant tagged) {

    private static final int SHORT_ID = "sha256:".length() + 12;

    public StoredImage {
        names = List.copyOf(names);
        digests = List.copyOf(digests);
    }

    /** {@code sha256:…} of its configuration, or of an artifact's manifest. */
    public String id() {
        return record.imageId();
    }

    /** The index or manifest that it was found as. */
    public Descriptor target() {
        return record.target();
    }

    /** ID of the image that it was made of here, or empty. */
    public String parent() {
        return record.parent();
    }

    /** Whether it is a step of a build that was done here. */
    boolean isBuilt() {
        return !record.buildKey().isEmpty();
    }

    /** What kind of artifact it is; absent for an image. An artifact has no configuration that says anything to us. */
    Optional<String> artifactType() {
        return record.artifactType();
    }

    /** Bytes on disk of an artifact; 0 for an image, whose layers have sizes of their own. */
    long artifactSize() {
        return record.artifactSize();
    }

    /** The same image for another platform. */
    StoredImage variant(StoredManifest manifest) {
        ImageRecord other = new ImageRecord(
                record.name(), manifest.imageId().orElseThrow().toString(), target(), Map.of(), record.updated());
        return new StoredImage(other, names, digests, manifest.config().orElseThrow(), tagged);
    }

    /** The same image with some of its names alone, and the digests that it has in their repositories. */
    StoredImage only(Predicate<ImageReference> wanted) {
        List<ImageReference> some = names.stream().filter(wanted).toList();
        List<String> repositories =
                some.stream().map(name -> name.familiarName() + "@").toList();
        return new StoredImage(
                record,
                some,
                digests.stream()
                        .filter(digest -> repositories.stream().anyMatch(digest::startsWith))
                        .toList(),
                config,
                tagged);
    }

    /** Twelve digits, as people see them. */
    public String shortId() {
        return id().substring("sha256:".length(), SHORT_ID);
    }

    /** When it was built; the epoch for one that does not tell, or not in RFC 3339. */
    Instant createdOrEpoch() {
        try {
            return OffsetDateTime.parse(config.created()).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** {@code httpd:latest} and so on. */
    public List<String> tags() {
        return names.stream()
                .filter(name -> name.tag() != null)
                .map(ImageReference::familiar)
                .toList();
    }

    /** The repositories it has names in. */
    Stream<String> repositories() {
        return names.stream().map(ImageReference::familiarName).distinct();
    }
}
