package io.jdock.supervisor.mounts;

import io.jdock.concurrent.Threads;
import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.MountCalls;
import io.jdock.linux.MountFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A directory and the mounts on it. A value: nothing is held open, and it means the same after a restart. */
public record MountedTree(Path root) {

    /** mount(2) copies one page of options and cuts off what is longer. */
    private static final int LONGEST_DATA = 4095;

    /**
     * Performs the mounts in their order; when one fails those before it are undone.
     *
     * @throws FailedPreconditionException naming the mount that failed and why
     */
    public void mount(List<Mount> mounts) {
        try {
            for (Mount mount : mounts) {
                perform(mount);
            }
        } catch (ErrnoException e) {
            unmount();
            throw new FailedPreconditionException("mount root file system: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            unmount();
            throw e;
        }
    }

    /** Takes all mounts off, however many lie on top of each other; does nothing when there are none. */
    public void unmount() {
        boolean more = Files.isDirectory(root);
        while (more) {
            try {
                // Detached: whoever still has files open there keeps them, but nobody finds the tree any more.
                MountCalls.unmount(root.toString(), MountFlags.MNT_DETACH | MountFlags.UMOUNT_NOFOLLOW);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EINVAL) {
                    throw e;
                }
                more = false;
            }
        }
    }

    private void perform(Mount mount) {
        Optional<CompactOverlay> compact = CompactOverlay.of(mount.options());
        if (compact.isEmpty()) {
            performHere(mount);
            return;
        }
        Mount shortened = new Mount(
                mount.type(), mount.source(), mount.target(), compact.get().options());
        Threads.callOnPlatformThread("mount " + root, () -> {
            compact.get().enter();
            performHere(shortened);
            return root;
        });
    }

    private void performHere(Mount mount) {
        MountOptions options = MountOptions.parse(mount.options());
        if (options.data().length() > LONGEST_DATA) {
            throw new InvalidArgumentException("mount %s on %s: its options have %d bytes, the kernel takes %d"
                    .formatted(mount.type(), root, options.data().length(), LONGEST_DATA));
        }
        String target = target(mount);
        boolean bind = options.isBind() || mount.type().equals("bind");
        if (bind) {
            long recursive = options.flags() & MountFlags.REC;
            MountCalls.mount(mount.source(), target, null, MountFlags.BIND | recursive, null);
            long attributes = options.flags() & ~(MountFlags.BIND | MountFlags.REC);
            if (attributes != 0) {
                // The first call ignores them: mount(2), "Creating a bind mount".
                MountCalls.mount(null, target, null, MountFlags.BIND | MountFlags.REMOUNT | attributes, null);
            }
        } else {
            MountCalls.mount(mount.source(), target, mount.type(), options.flags(), options.data());
        }
    }

    /** Only the root itself or what the mounts before made there; a path through a container's links would lead anywhere. */
    private String target(Mount mount) {
        if (!mount.target().isEmpty() && !mount.target().equals("/")) {
            throw new InvalidArgumentException(
                    "mount %s: target %s is not supported, only the root is".formatted(mount.type(), mount.target()));
        }
        try {
            Files.createDirectories(root);
            return root.toAbsolutePath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("make " + root, e);
        }
    }
}
