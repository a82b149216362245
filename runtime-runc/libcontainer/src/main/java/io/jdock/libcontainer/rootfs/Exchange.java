package io.jdock.libcontainer.rootfs;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Syscall;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Step;
import io.jdock.linux.trampoline.Launcher;
import java.util.ArrayList;
import java.util.List;

/**
 * What a launcher is to do next, and what has to hold once it has done it. Sent when something has to be known, when it has
 * become long, or at the end.
 *
 * <p>What is done at a place of the container is tried again elsewhere if the place turns out to be a link that leads to nothing:
 * then it is made where the link leads.
 */
final class Exchange {

    /** A batch has 252 KiB, of which an entry takes 64 bytes and paths may take 4 KiB each. */
    private static final int LONG = 300;

    /** Something that is done at a place of the container. */
    @FunctionalInterface
    interface Placed {
        void add(Exchange exchange, InnerPath place);
    }

    /** What was added from {@code start} on, and what it expects. @param exactly whether no link is followed for it */
    private record Part(int start, InnerPath place, boolean exactly, Placed what, Expectations expect) {}

    private final Launcher launcher;
    private final LinkResolver links;
    private Batch batch;
    private final List<Part> parts = new ArrayList<>();

    /** @param batch what it is to do before */
    Exchange(Launcher launcher, LinkResolver links, Batch batch) {
        this.launcher = launcher;
        this.links = links;
        this.batch = batch;
        parts.add(new Part(0, InnerPath.ROOT, true, (_, _) -> {}, new Expectations()));
    }

    Launcher launcher() {
        return launcher;
    }

    Batch batch() {
        return batch;
    }

    Expectations expect() {
        return parts.getLast().expect();
    }

    /** Adds something that does not depend on an answer to what was added before. */
    void at(InnerPath place, Placed what) {
        add(place, false, what);
    }

    /** The same where no link to nothing is followed. */
    void exactlyAt(InnerPath place, Placed what) {
        add(place, true, what);
    }

    private void add(InnerPath place, boolean exactly, Placed what) {
        if (batch.size() > LONG) {
            send();
        }
        begin(place, exactly, what);
        what.add(this, place);
    }

    private void begin(InnerPath place, boolean exactly, Placed what) {
        parts.add(new Part(batch.size(), place, exactly, what, new Expectations()));
    }

    /** Has everything done that has come together. */
    Reply send() {
        Batch sent = batch;
        List<Part> done = List.copyOf(parts);
        batch = new Batch();
        parts.clear();
        begin(InnerPath.ROOT, true, (_, _) -> {});
        Reply reply = launcher.link().receive(launcher.link().send(sent)).orElseThrow(Exchange::ended);
        int failed = failedPart(reply, done);
        done.subList(0, failed).forEach(part -> part.expect().checkFound(reply));
        return failed == done.size() ? reply : sendElsewhere(reply, done.subList(failed, done.size()));
    }

    private static ErrnoException ended() {
        return new ErrnoException("wait for the launcher's answer", Errno.EPIPE);
    }

    private static int failedPart(Reply reply, List<Part> done) {
        if (reply.failedStep().isEmpty()) {
            return done.size();
        }
        int index = done.size() - 1;
        while (done.get(index).start() > reply.stoppedAt()) {
            index--;
        }
        return index;
    }

    /** The first of the parts failed. If a link was the reason, all of them are sent again, without it. */
    private Reply sendElsewhere(Reply reply, List<Part> undone) {
        Step step = reply.failedStep().orElseThrow();
        Part first = undone.getFirst();
        boolean missing = step.call() == Syscall.OPENAT2 && reply.result(reply.stoppedAt()) == -Errno.ENOENT.number();
        InnerPath elsewhere = missing && !first.exactly() ? links.resolve(launcher, first.place()) : first.place();
        if (elsewhere.equals(first.place())) {
            reply.requireDone();
        }
        exactlyAt(elsewhere, first.what());
        undone.stream().skip(1).forEach(part -> add(part.place(), part.exactly(), part.what()));
        return send();
    }
}
