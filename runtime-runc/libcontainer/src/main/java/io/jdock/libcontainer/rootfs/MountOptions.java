package io.jdock.libcontainer.rootfs;

import io.jdock.linux.MountAttr;
import java.util.List;

/**
 * The options of one mount, sorted by whom they are for.
 *
 * @param set attributes to set on the mount itself ({@link MountAttr})
 * @param clear attributes to clear
 * @param setRecursively attributes to set on the mount and all below it
 * @param clearRecursively attributes to clear there
 * @param propagation {@link io.jdock.linux.MountFlags} propagation types, {@code REC} among their bits, in the order to set them
 * @param kind what is done with the mount
 * @param idMap whether its ids are to be mapped
 * @param superblock options that the kernel understands for every file system, {@code sync} and the like
 * @param data options for the file system, {@code key} or {@code key=value}
 */
public record MountOptions(
        long set,
        long clear,
        long setRecursively,
        long clearRecursively,
        List<Long> propagation,
        Kind kind,
        IdMapping idMap,
        List<String> superblock,
        List<String> data) {

    /** What the options alone say of the mount; the type may say more. */
    public enum Kind {
        NEW,
        BIND,
        /** A bind mount that takes along what is mounted below its source. */
        RECURSIVE_BIND,
        /** Changes a file system that is mounted there already, and its mount. */
        REMOUNT,
        /** Changes only the mount. */
        BIND_REMOUNT,
        /** A tmpfs that starts with what lies where it is mounted. */
        COPY_UP
    }

    /** Whose ids are mapped. */
    public enum IdMapping {
        NONE,
        MOUNT,
        MOUNT_AND_BELOW
    }

    public MountOptions {
        propagation = List.copyOf(propagation);
        superblock = List.copyOf(superblock);
        data = List.copyOf(data);
    }

    /** Sorts the options of a runtime spec; later ones override earlier ones. */
    public static MountOptions parse(List<String> options) {
        MountOptionParser parser = new MountOptionParser();
        options.forEach(parser::add);
        return parser.result();
    }

    public boolean readOnly() {
        return (set & MountAttr.RDONLY) != 0;
    }

    boolean bind() {
        return kind == Kind.BIND || kind == Kind.RECURSIVE_BIND || kind == Kind.BIND_REMOUNT;
    }

    boolean recursive() {
        return kind == Kind.RECURSIVE_BIND;
    }

    /** Whether the mode of a new file system's root is given. */
    boolean hasMode() {
        return data.stream().anyMatch(option -> option.startsWith("mode="));
    }

    /** The same without an attribute that is to be set later. */
    MountOptions without(long attribute) {
        return new MountOptions(
                set & ~attribute, clear, setRecursively, clearRecursively, propagation, kind, idMap, superblock, data);
    }

    /** The same with one more option for the file system, which the others override. */
    MountOptions after(String option) {
        List<String> all = new java.util.ArrayList<>(List.of(option));
        all.addAll(data);
        return new MountOptions(
                set, clear, setRecursively, clearRecursively, propagation, kind, idMap, superblock, all);
    }
}
