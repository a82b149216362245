package io.jdock.daemon.image;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.ImageReference;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image with all its names.
 *
 * @param id {@code sha256:…} of its configuration
 * @param names sorted; none for an image that lost them
 * @param target the index or manifest it came as
 * @param parent ID of the image that it was made of here, or empty
 * @param tagged when it last got a name
 */
public record StoredImage(
        String id, List<ImageReference> names, Descriptor target, ImageConfig config, String parent, Instant tagged) {

    private static final int SHORT_ID = "sha256:".length() + 12;

    public StoredImage {
        names = List.copyOf(names);
    }

    /** Twelve digits, as people see them. */
    public String shortId() {
        return id.substring("sha256:".length(), SHORT_ID);
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

    /** {@code httpd@sha256:…}, one for each repository. */
    public List<String> digests() {
        return repositories()
                .map(repository -> repository + "@" + target.digest())
                .toList();
    }

    /** The repositories it has names in. */
    Stream<String> repositories() {
        return names.stream().map(ImageReference::familiarName).distinct();
    }
}
