package io.jdock.libcontainer.rootfs;

import static io.jdock.linux.batch.FileSteps.CWD;
import static io.jdock.linux.batch.FileSteps.openat;

import io.jdock.linux.OpenFlags;
import io.jdock.linux.Terminal;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Reply;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import java.util.List;
import java.util.Optional;

/** Standard streams of a process that joins a container which is already there. */
public final class ConsoleBatch {

    private ConsoleBatch() {}

    /**
     * Enters the container and sees to descriptors 0 to 2.
     *
     * @param entry the steps that join the container; afterwards {@code /} is its root
     * @return which of the descriptors 0 to 2 are not {@code /dev/null}
     */
    public static List<Integer> run(Launcher launcher, Batch entry, Optional<Terminal.Size> terminal, Slots slots) {
        Slot root = slots.next("root");
        StandardStreams streams = new StandardStreams(slots);
        streams.probe(entry);
        entry.add(openat(CWD, "/", OpenFlags.PATH | OpenFlags.DIRECTORY, 0).into(root));
        Reply probed = launcher.link().call(entry);
        Batch batch = new Batch();
        Expectations expect = new Expectations();
        List<Integer> others = List.of(0, 1, 2);
        if (terminal.isPresent()) {
            new ConsoleSteps(root, slots).add(batch, launcher, terminal.get(), expect);
        } else {
            others = streams.exchange(batch, probed, root, expect);
        }
        expect.check(launcher.link().call(batch));
        return others;
    }
}
