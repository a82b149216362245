package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.runc.container.Checkpoint;
import io.jdock.runc.container.Container;
import io.jdock.runc.container.Removal;
import io.jdock.runc.criu.DumpChoices;
import io.jdock.runc.criu.ImageDirectory;
import io.jdock.runc.criu.PageServer;
import io.jdock.runc.criu.WorkFiles;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Saves a running container by criu, and removes it unless it is to go on. */
public final class CheckpointVerb implements Verb {

    private static final int ACCESS_MODE = 3;

    private final FlagSet set = new FlagSet();
    private final CriuFlags criu = new CriuFlags(set);
    private final Flag parent = set.text("parent-path", "", "earlier image, relative to that of --image-path");
    private final Flag leaveRunning = set.toggle("leave-running", "", "let the container go on");
    private final Flag tcpSkipInFlight =
            set.toggle("tcp-skip-in-flight", "", "leave out TCP connections that are only being made");
    private final Flag linkRemap = set.toggle("link-remap", "", "give files a name again that have none any more");
    private final Flag statusFd = set.number("status-fd", "", "descriptor that gets a \\0 once lazy pages are ready");
    private final Flag pageServer = set.text("page-server", "", "ADDRESS:PORT of the page server");
    private final Flag preDump =
            set.toggle("pre-dump", "", "save memory only and let the container go on; a later image builds on that");

    @Override
    public Usage usage() {
        return new Usage("checkpoint", "save a running container", "<container-id>", Usage.Arity.exactly(1), """
                Saves the processes of a container as files, by criu, which has to be installed. "restore"
                goes on with them. The container is removed unless it is to go on.""");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        var program = CriuFlags.program("checkpoint", cli);
        Container container = cli.find(words.getFirst());
        Checkpoint.requireRunning(container.status());
        DumpChoices choices = choices(container);
        try (WorkFiles files = criu.files(ImageDirectory::make)) {
            choices.parent().ifPresent(files.images()::requireParent);
            Checkpoint checkpoint = new Checkpoint(cli.launcher(), program, choices, files);
            cli.locked(words.getFirst(), checkpoint::save);
        }
        if (choices.ends()) {
            Removal.remove(container, cli.launcher(), cli.log());
        }
        return 0;
    }

    private DumpChoices choices(Container container) {
        return new DumpChoices(
                criu.choices(container.state().annotations()),
                leaveRunning.on(),
                tcpSkipInFlight.on(),
                linkRemap.on(),
                preDump.on(),
                CriuFlags.given(parent),
                CriuFlags.given(pageServer).map(PageServer::parse),
                status());
    }

    private OptionalInt status() {
        int number = Math.toIntExact(statusFd.number(-1));
        if (number < 0) {
            return OptionalInt.empty();
        }
        if (!Files.exists(Path.of("/proc/self/fd/" + number), LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidArgumentException(
                    "invalid --status-fd argument %d: bad file descriptor".formatted(number));
        }
        if ((flags(number) & ACCESS_MODE) == 0) {
            throw new InvalidArgumentException("invalid --status-fd argument %d: not writable".formatted(number));
        }
        return OptionalInt.of(number);
    }

    /** As open(2) had them. */
    private static int flags(int number) {
        Path info = Path.of("/proc/self/fdinfo/" + number);
        try {
            for (String line : Files.readAllLines(info)) {
                if (line.startsWith("flags:")) {
                    return Integer.parseInt(line.substring(line.lastIndexOf('\t') + 1), 8);
                }
            }
            throw new IllegalStateException(info + " has no flags line");
        } catch (IOException e) {
            throw new UncheckedIOException("read " + info, e);
        }
    }
}
