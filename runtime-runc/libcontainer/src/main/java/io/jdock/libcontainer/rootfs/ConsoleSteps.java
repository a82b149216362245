package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.fstatfs;
import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.MountSteps.openTree;
import static io.jdock.linux.batch.ProcessSteps.setsid;
import static io.jdock.linux.batch.TerminalSteps.makeControlling;
import static io.jdock.linux.batch.TerminalSteps.openPeer;
import static io.jdock.linux.batch.TerminalSteps.resize;
import static io.jdock.linux.batch.TerminalSteps.unlock;

import io.jdock.linux.At;
import io.jdock.linux.MountAttr;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.Terminal;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;

/**
 * Gives the process a terminal of the container's own devpts: the master goes to the shim or over the console socket, the other side becomes the standard
 * streams. That side is opened through the master, never by its path.
 */
final class ConsoleSteps {

    /** DEVPTS_SUPER_MAGIC of statfs(2). */
    private static final long DEVPTS_MAGIC = 0x1cd1;

    /** A number for the master while it is sent, beyond the launcher's fixed ones. */
    private static final int SENT = 1004;

    private static final Terminal.Size USUAL = new Terminal.Size(24, 80);

    private final Slot root;
    private final Slot master;
    private final Slot terminal;
    private final Slot mount;

    ConsoleSteps(Slot root, Slots slots) {
        this.root = root;
        this.master = slots.next("terminal master");
        this.terminal = slots.next("terminal");
        this.mount = slots.next("console");
    }

    /** Opens a terminal and makes it the process's own. */
    void add(Batch batch, Launcher launcher, Terminal.Size size, Expectations expect) {
        batch.add(openat2(
                        root,
                        "dev/pts/ptmx",
                        OpenFlags.RDWR | OpenFlags.NOCTTY,
                        0,
                        InRoot.RESOLVE | Resolve.NO_SYMLINKS)
                .named("open a terminal in the container")
                .into(master));
        batch.add(fstatfs(master, "terminal", expect.fileSystem("open a terminal", DEVPTS_MAGIC, true)));
        batch.add(unlock(master), openPeer(master).into(terminal));
        batch.add(setsid(), makeControlling(terminal));
        batch.add(resize(terminal, size.rows() == 0 && size.columns() == 0 ? USUAL : size));
        for (int fd = 0; fd <= 2; fd++) {
            batch.add(dup3(terminal, fd));
        }
        batch.add(dup3(master, SENT)).addAll(launcher.handTerminalOver(SENT)).add(close(Arg.fd(SENT)));
    }

    /** Shows the terminal as {@code /dev/console}. */
    void addConsole(Batch batch, MountPoint point, Expectations expect) {
        batch.add(openTree(terminal, "", MountAttr.OPEN_TREE_CLONE | At.EMPTY_PATH)
                .named("mount the terminal on /dev/console")
                .into(mount));
        point.attachOutsideProc(
                batch, mount, InnerPath.parse("/dev/console"), "mount the terminal on /dev/console", expect);
    }
}
