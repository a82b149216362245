package io.jdock.supervisor.images;

import io.jdock.oci.image.Digest;
import io.jdock.oci.image.ImageReference;
import io.jdock.supervisor.content.BlobLabels;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which repositories are known to have a blob: noted on it at each pull and push, so that a push to the same registry can have
 * it taken from there. The labels are containerd's, {@code containerd.io/distribution.source.HOST}, with paths separated by
 * commas.
 */
public final class BlobOrigins {

    private static final String PREFIX = "containerd.io/distribution.source.";
    /** containerd takes no longer ones. */
    private static final int MAX_LABEL = 4096;

    private final BlobLabels labels;

    public BlobOrigins(BlobLabels labels) {
        this.labels = labels;
    }

    /** Notes that the reference's repository has these blobs. */
    void add(ImageReference reference, Collection<Digest> blobs) {
        for (Digest blob : blobs) {
            if (!paths(labels.get(blob), reference.domain()).contains(reference.path())) {
                labels.update(blob, known -> with(known, reference));
            }
        }
    }

    /** The labels with one more repository; without it when the label would become too long. */
    static Map<String, String> with(Map<String, String> known, ImageReference reference) {
        TreeSet<String> all = new TreeSet<>(paths(known, reference.domain()));
        all.add(reference.path());
        String key = PREFIX + reference.domain();
        String value = String.join(",", all);
        if (key.length() + value.length() > MAX_LABEL) {
            return known;
        }
        Map<String, String> more = new HashMap<>(known);
        more.put(key, value);
        return more;
    }

    /** Another repository on the reference's registry that had the blob; of several the one that is most like it in name. */
    Optional<String> find(ImageReference reference, Digest blob) {
        return nearest(reference, paths(labels.get(blob), reference.domain()));
    }

    static Optional<String> nearest(ImageReference reference, List<String> paths) {
        return paths.stream()
                .filter(path -> !path.equals(reference.path()))
                .max(Comparator.comparingInt(path -> commonParts(path, reference.path())));
    }

    private static List<String> paths(Map<String, String> labels, String domain) {
        return Stream.of(labels.getOrDefault(PREFIX + domain, "").split(","))
                .filter(path -> !path.isEmpty())
                .toList();
    }

    private static int commonParts(String a, String b) {
        int mismatch = Arrays.mismatch(a.split("/"), b.split("/"));
        return mismatch < 0 ? a.length() : mismatch;
    }
}
