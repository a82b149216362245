package io.jdock.supervisor.pack;

import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.supervisor.tar.TarEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The directories of a packed layer, as long as it has nothing else: overlayfs copies a directory up for whatever is made or
 * removed in it, and so what a runtime makes in a container, or somebody for a while, leaves directories that say nothing. For one
 * thread.
 */
public final class PackedDirectories {

    /** A layer with more is not worth the question. */
    private static final int MOST = 256;

    private static final String ROOT = "./";
    /** A runtime makes it, like this, for the files that it mounts in there. */
    private static final String RUNTIMES_OWN = "etc/";

    private static final int USUAL_MODE = 0755;

    private final List<TarEntry> entries = new ArrayList<>();
    private boolean others;

    void add(TarEntry directory) {
        if (entries.size() < MOST) {
            entries.add(directory);
        } else {
            others = true;
        }
    }

    void addOther() {
        others = true;
    }

    /** Whether the layer has nothing else. */
    public boolean areAll() {
        return !others;
    }

    /** Whether there is nothing but the root, and what a runtime makes. */
    public boolean areOfAnyContainer() {
        return areAll() && entries.stream().allMatch(entry -> entry.name().equals(ROOT) || isRuntimesOwn(entry));
    }

    /** Whether there is nothing else and all are the same in what the layer lies on, but for their times. */
    public boolean areUnchangedFrom(Directory below) {
        return areAll() && entries.stream().allMatch(entry -> isUnchanged(entry, below));
    }

    private static boolean isUnchanged(TarEntry entry, Directory below) {
        String path = entry.name().substring(0, entry.name().length() - 1);
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        // The directories above were looked at before, so that no link is followed here.
        try (Directory parent =
                below.find(path.substring(0, Math.max(slash, 0))).orElseThrow()) {
            return parent.status(name)
                    .map(status -> equal(entry, status, parent.attributes(name)))
                    .orElseGet(() -> isRuntimesOwn(entry));
        }
    }

    private static boolean equal(TarEntry entry, FileStatus status, Map<String, byte[]> attributes) {
        TarEntry there = new Entries(entry.name(), status).directory(attributes);
        return status.isDirectory()
                && there.mode() == entry.mode()
                && there.uid() == entry.uid()
                && there.gid() == entry.gid()
                && equal(there.attributes(), entry.attributes());
    }

    private static boolean equal(Map<String, byte[]> some, Map<String, byte[]> others) {
        return some.keySet().equals(others.keySet())
                && some.keySet().stream().allMatch(name -> Arrays.equals(some.get(name), others.get(name)));
    }

    private static boolean isRuntimesOwn(TarEntry entry) {
        return entry.name().equals(RUNTIMES_OWN)
                && entry.mode() == USUAL_MODE
                && entry.uid() == 0
                && entry.gid() == 0
                && entry.attributes().isEmpty();
    }
}
