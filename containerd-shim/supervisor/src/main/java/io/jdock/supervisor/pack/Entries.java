package io.jdock.supervisor.pack;

import io.jdock.linux.FileStatus;
import io.jdock.supervisor.tar.TarEntry;
import io.jdock.supervisor.tar.TarEntry.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The entries that can stand for one file in an archive. Pure. */
record Entries(String name, FileStatus status) {

    static final String WHITEOUT = ".wh.";
    static final String OPAQUE_MARKER = ".wh..wh..opq";
    static final String OPAQUE = "trusted.overlay.opaque";

    private static final TarEntry.Time EPOCH = new TarEntry.Time(0, 0);
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int PERMISSIONS = 07777;
    /** What overlayfs keeps beside the files, and what holds on this host only. */
    private static final Set<String> OURS = Set.of("security.selinux", "security.ima", "security.evm");

    private static final Set<String> ELSEWHERE =
            Set.of("trusted.overlay.redirect", "trusted.overlay.metacopy", "user.overlay.redirect");

    static boolean leadsElsewhere(String attribute) {
        return ELSEWHERE.contains(attribute);
    }

    /** An empty file whose name says something about the layers below; it never exists, and so it has no time. */
    static TarEntry marker(String name) {
        return new TarEntry(name, Kind.FILE, 0, 0, 0, 0, EPOCH, EPOCH, "", 0, 0, Map.of(), List.of());
    }

    TarEntry directory(Map<String, byte[]> attributes) {
        return entry(Kind.DIRECTORY, 0, "", attributes);
    }

    TarEntry file(Map<String, byte[]> attributes) {
        return entry(Kind.FILE, status.size(), "", attributes);
    }

    TarEntry symlink(String target, Map<String, byte[]> attributes) {
        return entry(Kind.SYMLINK, 0, target, attributes);
    }

    TarEntry hardLink(String first) {
        return entry(Kind.HARD_LINK, 0, first, Map.of());
    }

    boolean isSocket() {
        return (status.mode() & TYPE) == SOCKET;
    }

    /** A device or a FIFO. */
    TarEntry node(Map<String, byte[]> attributes) {
        if (status.isFifo()) {
            return entry(Kind.FIFO, 0, "", attributes);
        }
        boolean block = (status.mode() & TYPE) == BLOCK_DEVICE;
        return entry(block ? Kind.BLOCK_DEVICE : Kind.CHARACTER_DEVICE, 0, "", attributes);
    }

    private TarEntry entry(Kind kind, long size, String linkName, Map<String, byte[]> attributes) {
        boolean device = kind == Kind.CHARACTER_DEVICE || kind == Kind.BLOCK_DEVICE;
        return new TarEntry(
                name,
                kind,
                status.mode() & PERMISSIONS,
                Integer.toUnsignedLong(status.uid()),
                Integer.toUnsignedLong(status.gid()),
                size,
                time(status),
                time(status),
                linkName,
                device ? major(status.device()) : 0,
                device ? minor(status.device()) : 0,
                kept(attributes),
                List.of());
    }

    private static Map<String, byte[]> kept(Map<String, byte[]> attributes) {
        Map<String, byte[]> kept = new TreeMap<>();
        attributes.forEach((name, value) -> {
            boolean overlay = name.startsWith("trusted.overlay.") || name.startsWith("user.overlay.");
            if (leadsElsewhere(name) || !overlay && !OURS.contains(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static TarEntry.Time time(FileStatus status) {
        return new TarEntry.Time(status.modifiedSeconds(), status.modifiedNanos());
    }

    /** As makedev(3) puts them together. */
    private static long major(long device) {
        return device >>> 8 & 0xfff | device >>> 32 & 0xfffff000L;
    }

    private static long minor(long device) {
        return device & 0xff | device >>> 12 & 0xfff00;
    }
}
