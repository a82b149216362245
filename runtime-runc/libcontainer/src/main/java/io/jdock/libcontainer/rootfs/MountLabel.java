package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.fsetxattr;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.MountSteps.fsconfigString;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import java.util.Optional;
import java.util.Set;

/** The SELinux context of the file systems that are made for a container. */
final class MountLabel {

    /** What SELinux labels by itself. */
    private static final Set<String> OWN_LABELS = Set.of("proc", "sysfs", "cgroup2", "mqueue");

    private static final String MESSAGE_QUEUES = "mqueue";

    private final Optional<String> label;
    private final Slot directory;

    MountLabel(Optional<String> label, Slots slots) {
        this.label = label;
        this.directory = slots.next("labelled directory");
    }

    /** Before the file system is made. */
    void configure(Batch batch, Slot fileSystem, String type) {
        if (!OWN_LABELS.contains(type)) {
            label.ifPresent(context -> batch.add(fsconfigString(fileSystem, "context", context)));
        }
    }

    /** The same as an option of mount(2), which separates them by the commas that a context has as well. */
    Optional<String> option(String type) {
        return OWN_LABELS.contains(type) ? Optional.empty() : label.map("context=\"%s\""::formatted);
    }

    /** Once it is mounted. Message queues take no context, only the directory of all queues can have one. */
    void apply(Batch batch, Slot mount, String type) {
        if (type.equals(MESSAGE_QUEUES)) {
            label.ifPresent(context -> batch.add(
                            openat2(mount, ".", OpenFlags.RDONLY | OpenFlags.DIRECTORY, 0, InRoot.RESOLVE)
                                    .into(directory))
                    .add(fsetxattr(directory, "security.selinux", context), close(directory)));
        }
    }
}
