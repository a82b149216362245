package io.jdock.daemon.container.spec;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.Set;

/** The mount options a client may give a tmpfs; anything else could turn it into another kind of mount. */
final class TmpfsOption {

    private static final Set<String> FLAGS = Set.of(
            "ro",
            "rw",
            "exec",
            "noexec",
            "suid",
            "nosuid",
            "dev",
            "nodev",
            "sync",
            "async",
            "atime",
            "noatime",
            "diratime",
            "nodiratime",
            "relatime",
            "norelatime",
            "strictatime",
            "nostrictatime",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "unbindable",
            "runbindable");

    private static final Set<String> VALUED = Set.of("size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol");

    private TmpfsOption() {}

    static String check(String option) {
        int equals = option.indexOf('=');
        boolean known = equals < 0 ? FLAGS.contains(option) : VALUED.contains(option.substring(0, equals));
        if (!known) {
            throw new InvalidArgumentException("invalid tmpfs option \"%s\"".formatted(option));
        }
        return option;
    }
}
