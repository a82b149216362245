package io.jdock.libcontainer.namespaces;

import static io.jdock.linux.batch.CredentialSteps.setGid;
import static io.jdock.linux.batch.CredentialSteps.setGroups;
import static io.jdock.linux.batch.CredentialSteps.setUid;
import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.openat;
import static io.jdock.linux.batch.FileSteps.readlinkat;
import static io.jdock.linux.batch.ProcessSteps.cloneProcess;
import static io.jdock.linux.batch.ProcessSteps.exit;
import static io.jdock.linux.batch.ProcessSteps.unshare;

import io.jdock.errdefs.InternalException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.At;
import io.jdock.linux.CloneFlags;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.Namespace;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.PidFd;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import io.jdock.linux.trampoline.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a launcher gets where only a child can be: in a new time namespace, in a pid namespace of somebody else's or one that
 * belongs to a user namespace which had to be entered first.
 *
 * <p>The launcher that was started goes as far as it can, with the host's rights as long as those are needed. Then it leaves a
 * child in its place, on the same link and with the same descriptors, and ends. {@code CLONE_PARENT} makes that child its
 * sibling, so whoever waited for the launcher can wait for its successor.
 */
public final class Succession {

    private static final int NUMBER_LENGTH = 16;

    private final NamespacePlan plan;
    private final NamespaceSteps namespaces;
    private final Slot proc;
    private final Slot child;

    public Succession(NamespacePlan plan, NamespaceSteps namespaces, Slots slots) {
        this.plan = plan;
        this.namespaces = namespaces;
        this.proc = slots.next("the host's /proc");
        this.child = slots.next("successor");
    }

    /** What has to be done before any other namespace is joined. */
    public void begin(Batch batch) {
        batch.add(openat(CWD, "/proc", OpenFlags.PATH | OpenFlags.DIRECTORY, 0).into(proc));
        // A user namespace may forbid it, and what groups we are in is nothing to the container.
        batch.add(setGroups(List.of()));
    }

    /**
     * Has the successor made.
     *
     * @param before steps of the same batch that come first, still with the host's rights
     */
    public Launcher run(Launcher launcher, Batch before) {
        Batch batch = before;
        if (plan.isOwn(Namespace.USER)) {
            namespaces.enterUser(batch);
            launcher.link().call(batch);
            setMaps(launcher.pid());
            batch = new Batch().add(setGid(0).named("become root in the user namespace"), setUid(0));
        }
        if (plan.isNew(Namespace.TIME)) {
            batch.add(unshare(Namespace.TIME.flag()).named("make a time namespace"));
            launcher.link().call(batch);
            writeOffsets(launcher.pid());
            batch = new Batch();
        }
        return succeed(launcher, batch);
    }

    private Launcher succeed(Launcher launcher, Batch batch) {
        Label predecessor = new Label("predecessor");
        Block number = Block.zeroed(NUMBER_LENGTH).returned();
        long flags = CloneFlags.PARENT | (plan.newPid() ? Namespace.PID.flag() : 0);
        batch.add(cloneProcess(flags, Arg.NONE).into(child).parent(new Step.Fork.ParentBranches(predecessor)));
        batch.addAll(launcher.awaitSuccession());
        // Its number as the host's procfs shows it, whatever pid namespace it is in.
        batch.add(readlinkat(proc, "self", number, NUMBER_LENGTH), close(proc)).reply();
        batch.mark(predecessor).addAll(launcher.announceSuccessor(child)).add(exit(0));
        try (PidFd process = PidFd.open(launcher.pid()).orElseThrow(Succession::ended)) {
            byte[] text = launcher.link().call(batch).content(number);
            // For a launcher that is our own child; a shim collects its own.
            process.reap();
            return launcher.succeededBy(
                    Integer.parseInt(new String(text, StandardCharsets.US_ASCII).replace("\0", "")));
        }
    }

    private static InternalException ended() {
        return new InternalException("the launcher ended before it had a successor");
    }

    private void setMaps(int pid) {
        if (plan.isNew(Namespace.USER)) {
            writeMaps(pid, plan.uids(), plan.gids());
            return;
        }
        requireMap(pid, "uid_map", plan.uids());
        requireMap(pid, "gid_map", plan.gids());
    }

    /** Sets the maps of a process that is alone in a new user namespace. */
    public static void writeMaps(int pid, IdMap uids, IdMap gids) {
        write(pid, "uid_map", uids.text());
        write(pid, "gid_map", gids.text());
    }

    /** A spec that joins a namespace may repeat the maps that it has. */
    private static void requireMap(int pid, String file, IdMap wanted) {
        IdMap found = mapOf(pid, file);
        if (!wanted.isEmpty() && !found.equals(wanted)) {
            throw new InvalidArgumentException("join user namespace: its %s is not what the spec says: \"%s\""
                    .formatted(file, found.text().strip().replace('\n', ',')));
        }
    }

    /** The map of a process as this process sees it. @param file {@code uid_map} or {@code gid_map} */
    public static IdMap mapOf(int pid, String file) {
        Path path = Path.of("/proc/" + pid + "/" + file);
        try {
            return IdMap.parse(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException("read " + path, e);
        }
    }

    private void writeOffsets(int pid) {
        if (!plan.clocks().isEmpty()) {
            write(pid, "timens_offsets", plan.clocks().text());
        }
    }

    /** In one write, as the kernel wants it. */
    private static void write(int pid, String file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (Fd opened = FileCalls.open(At.FDCWD, "/proc/" + pid + "/" + file, OpenFlags.WRONLY, 0)) {
            StreamCalls.write(opened, bytes, 0, bytes.length);
        } catch (ErrnoException e) {
            throw new ErrnoException(
                    "set the container's %s to \"%s\""
                            .formatted(file, text.strip().replace('\n', ',')),
                    e.errno());
        }
    }
}
