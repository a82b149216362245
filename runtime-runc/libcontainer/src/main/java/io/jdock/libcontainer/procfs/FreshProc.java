package io.jdock.libcontainer.procfs;

import static io.jdock.linux.batch.FileSteps.openat2;
import static io.jdock.linux.batch.MountSteps.fsconfigCreate;
import static io.jdock.linux.batch.MountSteps.fsmount;
import static io.jdock.linux.batch.MountSteps.fsopen;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Block;
import io.jdock.linux.batch.FileSteps;
import io.jdock.linux.batch.Label;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.batch.Step;
import java.nio.charset.StandardCharsets;

/**
 * A launcher's own mount of procfs. It is attached nowhere, so nobody else can mount anything over a file of it, and it shows the
 * launcher's pid namespace whatever {@code /proc} is.
 *
 * <p>Made before the launcher joins a user namespace that exists already: in there it could not be made, because the
 * container's {@code /proc} has masked parts.
 */
public final class FreshProc {

    /** {@code self} is a link, but not one of those that lead elsewhere. */
    private static final long WITHIN = Resolve.BENEATH | Resolve.NO_XDEV | Resolve.NO_MAGICLINKS;

    private final Slot fileSystem;
    private final Slot proc;
    private final Slot file;
    private boolean open;

    public FreshProc(Slots slots) {
        this.fileSystem = slots.next("procfs");
        this.proc = slots.next("proc mount");
        this.file = slots.next("file of proc");
    }

    /** Makes it, once. It stays open until {@link #close} or until the launcher closes all that it does not need. */
    public void open(Batch batch) {
        if (!open) {
            open = true;
            batch.add(fsopen("proc").into(fileSystem), fsconfigCreate(fileSystem, "proc"));
            batch.add(fsmount(fileSystem, "proc", 0).into(proc), FileSteps.close(fileSystem));
        }
    }

    /** Writes a text to a file in one call. @param path relative to {@code /proc}; @param purpose for an error's text */
    public void write(Batch batch, String path, String text, String purpose) {
        requireOpen();
        batch.add(openStep(path, purpose));
        writeText(batch, text, purpose);
    }

    /** Like {@link #write}, to the first of two files if there is such a file. */
    public void writeEither(Batch batch, String path, String otherwise, String text, String purpose) {
        requireOpen();
        Label opened = new Label("opened " + path);
        batch.add(openStep(path, purpose).tolerant().ifPositive(opened));
        batch.add(openStep(otherwise, purpose));
        batch.mark(opened);
        writeText(batch, text, purpose);
    }

    public void close(Batch batch) {
        if (open) {
            open = false;
            batch.add(FileSteps.close(proc));
        }
    }

    private Step openStep(String path, String purpose) {
        return openat2(proc, path, OpenFlags.WRONLY, 0, WITHIN).named(purpose).into(file);
    }

    private void writeText(Batch batch, String text, String purpose) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        batch.add(FileSteps.write(file, Block.of(bytes), Arg.of(bytes.length)).named(purpose));
        batch.add(FileSteps.close(file));
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("procfs is not open");
        }
    }
}
