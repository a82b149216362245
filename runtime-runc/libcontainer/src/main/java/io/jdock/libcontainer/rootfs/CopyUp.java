package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.dup3;
import static io.jdock.linux.batch.FileSteps.openat2;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.TreeCopy;

/** Fills a new file system with what lies where it is going to be mounted. */
final class CopyUp {

    private final InRoot inRoot;
    private final Slot source;

    CopyUp(InRoot inRoot, Slots slots) {
        this.inRoot = inRoot;
        this.source = slots.next("what is copied up");
    }

    /** Copies, while the file system is detached. What is not there need not be copied. */
    void run(Exchange exchange, InnerPath place, Slot mount) {
        String purpose = "copy %s up".formatted(place);
        exchange.at(
                InnerPath.ROOT,
                (part, _) -> part.batch()
                        .add(openat2(
                                        inRoot.root(),
                                        place.relative(),
                                        OpenFlags.RDONLY | OpenFlags.DIRECTORY,
                                        0,
                                        InRoot.RESOLVE)
                                .into(source)
                                .tolerant())
                        .add(dup3(source, Borrowed.COPY_FROM, OpenFlags.CLOEXEC).tolerant())
                        .add(dup3(mount, Borrowed.COPY_TO, OpenFlags.CLOEXEC))
                        .add(close(source).tolerant()));
        Reply reply = exchange.send();
        long opened = reply.result(source);
        if (opened >= 0) {
            copy(exchange);
            exchange.batch().add(close(Arg.fd(Borrowed.COPY_FROM)));
        } else if (opened != -Errno.ENOENT.number()) {
            throw new ErrnoException(purpose, Errno.of(-opened));
        }
        exchange.batch().add(close(Arg.fd(Borrowed.COPY_TO)));
    }

    private static void copy(Exchange exchange) {
        try (Directory from = Directory.of(Borrowed.take(exchange.launcher(), Borrowed.COPY_FROM));
                Directory to = Directory.of(Borrowed.take(exchange.launcher(), Borrowed.COPY_TO))) {
            TreeCopy.contents(from, to);
        }
    }
}
