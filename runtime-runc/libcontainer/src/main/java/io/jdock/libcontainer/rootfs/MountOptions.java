package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.MountAttr;
import io.jdock.linux.MountFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of one mount, sorted by whom they are for.
 *
 * @param set attributes to set on the mount itself ({@link MountAttr})
 * @param clear attributes to clear
 * @param setRecursively attributes to set on the mount and all below it
 * @param clearRecursively attributes to clear there
 * @param propagation {@link MountFlags} propagation type with {@link MountFlags#REC}, 0 to leave it
 * @param bind whether it is a bind mount
 * @param recursive whether a bind mount takes what is mounted below its source along
 * @param data options for the file system, {@code key} or {@code key=value}
 */
public record MountOptions(
        long set,
        long clear,
        long setRecursively,
        long clearRecursively,
        long propagation,
        boolean bind,
        boolean recursive,
        List<String> data) {

    public MountOptions {
        data = List.copyOf(data);
    }

    /** Sorts the options of a runtime spec; later ones override earlier ones. */
    public static MountOptions parse(List<String> options) {
        Parser parser = new Parser();
        options.forEach(parser::add);
        return parser.result();
    }

    public boolean readOnly() {
        return (set & MountAttr.RDONLY) != 0;
    }

    /** The same without an attribute that is to be set later. */
    MountOptions without(long attribute) {
        return new MountOptions(
                set & ~attribute, clear, setRecursively, clearRecursively, propagation, bind, recursive, data);
    }

    private static final class Parser {

        private long set;
        private long clear;
        private long setRecursively;
        private long clearRecursively;
        private long propagation;
        private boolean bind;
        private boolean recursive;
        private final List<String> data = new ArrayList<>();

        MountOptions result() {
            return new MountOptions(set, clear, setRecursively, clearRecursively, propagation, bind, recursive, data);
        }

        void add(String option) {
            switch (option) {
                case "bind" -> bind = true;
                case "rbind" -> {
                    bind = true;
                    recursive = true;
                }
                case "private" -> propagation = MountFlags.PRIVATE;
                case "rprivate" -> propagation = MountFlags.PRIVATE | MountFlags.REC;
                case "shared" -> propagation = MountFlags.SHARED;
                case "rshared" -> propagation = MountFlags.SHARED | MountFlags.REC;
                case "slave" -> propagation = MountFlags.SLAVE;
                case "rslave" -> propagation = MountFlags.SLAVE | MountFlags.REC;
                case "unbindable" -> propagation = MountFlags.UNBINDABLE;
                case "runbindable" -> propagation = MountFlags.UNBINDABLE | MountFlags.REC;
                case "", "defaults" -> {}
                case "tmpcopyup", "idmap", "ridmap", "remount" ->
                    throw new NotImplementedException("mount option \"%s\" is not supported".formatted(option));
                default -> addAttribute(option);
            }
        }

        private void addAttribute(String option) {
            boolean ofTree = option.startsWith("r") && attribute(option.substring(1)) != null;
            Attribute attribute = attribute(ofTree ? option.substring(1) : option);
            if (attribute == null) {
                addData(option);
            } else if (ofTree) {
                setRecursively = (setRecursively | attribute.set()) & ~attribute.clear();
                clearRecursively = (clearRecursively | attribute.clear()) & ~attribute.set();
            } else {
                set = (set & ~attribute.clear()) | attribute.set();
                clear = (clear & ~attribute.set()) | attribute.clear();
            }
        }

        private void addData(String option) {
            if (option.indexOf('\0') >= 0 || option.indexOf(',') >= 0) {
                throw new InvalidArgumentException("mount option \"%s\" has a forbidden character".formatted(option));
            }
            data.add(option);
        }
    }

    private record Attribute(long set, long clear) {}

    private static @Nullable Attribute attribute(String option) {
        return switch (option) {
            case "ro" -> new Attribute(MountAttr.RDONLY, 0);
            case "rw" -> new Attribute(0, MountAttr.RDONLY);
            case "nosuid" -> new Attribute(MountAttr.NOSUID, 0);
            case "suid" -> new Attribute(0, MountAttr.NOSUID);
            case "nodev" -> new Attribute(MountAttr.NODEV, 0);
            case "dev" -> new Attribute(0, MountAttr.NODEV);
            case "noexec" -> new Attribute(MountAttr.NOEXEC, 0);
            case "exec" -> new Attribute(0, MountAttr.NOEXEC);
            case "nodiratime" -> new Attribute(MountAttr.NODIRATIME, 0);
            case "diratime" -> new Attribute(0, MountAttr.NODIRATIME);
            case "nosymfollow" -> new Attribute(MountAttr.NOSYMFOLLOW, 0);
            case "symfollow" -> new Attribute(0, MountAttr.NOSYMFOLLOW);
            // The access time modes exclude each other: the whole field is cleared, then one value set.
            case "relatime" -> new Attribute(MountAttr.RELATIME, MountAttr.ATIME);
            case "noatime" -> new Attribute(MountAttr.NOATIME, MountAttr.ATIME);
            case "strictatime" -> new Attribute(MountAttr.STRICTATIME, MountAttr.ATIME);
            case "norelatime", "nostrictatime", "atime" -> new Attribute(MountAttr.RELATIME, MountAttr.ATIME);
            default -> null;
        };
    }
}
