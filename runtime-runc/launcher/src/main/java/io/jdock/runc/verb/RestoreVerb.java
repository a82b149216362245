package io.jdock.runc.verb;

import io.jdock.errdefs.NotImplementedException;
import io.jdock.runc.container.Bundle;
import io.jdock.runc.container.Container;
import io.jdock.runc.container.Removal;
import io.jdock.runc.container.Restoration;
import io.jdock.runc.criu.Criu;
import io.jdock.runc.criu.ImageDirectory;
import io.jdock.runc.criu.RestoreChoices;
import io.jdock.runc.criu.WorkFiles;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.process.Console;
import io.jdock.runc.process.Foreground;
import java.util.List;
import java.util.Optional;

/** Goes on with a saved container by criu, and unless detached waits for its end and removes it. */
public final class RestoreVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final CriuFlags criu = new CriuFlags(set);
    private final Flag bundlePath = set.text("bundle", "b", "the bundle's directory (default: the working directory)");
    private final Flag consoleSocket =
            set.text("console-socket", "", "unix socket that is sent the master of the terminal");
    private final Flag detach = set.toggle("detach", "d", "do not wait for the container's end");
    private final Flag pidFile = set.text("pid-file", "", "file to write the process id to");
    private final Flag noSubreaper =
            set.toggle("no-subreaper", "", "do not collect processes that the container leaves");
    private final Flag noPivot = set.toggle("no-pivot", "", "refused: criu changes the root by pivot_root");
    private final Flag lsmProfile = set.text("lsm-profile", "", "profile to restore under, TYPE:NAME");
    private final Flag lsmMountContext = set.text("lsm-mount-context", "", "context of mounts to restore with");

    @Override
    public Usage usage() {
        return new Usage("restore", "go on with a saved container", "<container-id>", Usage.Arity.exactly(1), """
                Makes a container of what "checkpoint" has saved and of a bundle, by criu, which has to be
                installed. Root file system, mounts, cgroup and hooks are the bundle's, and the processes are
                refused if they are not confined as it says.""");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Criu program = CriuFlags.program("restore", cli);
        if (noPivot.on()) {
            throw new NotImplementedException("restore --no-pivot: not supported by criu");
        }
        cli.flags().requireRootlessSense();
        cli.launcher().anticipate();
        Bundle bundle = Bundle.load(bundlePath.text());
        Optional<Console> console = Console.of(
                bundle.process().terminal(), detach.on(), consoleSocket.given() ? consoleSocket.text() : null);
        try (WorkFiles files = criu.files(ImageDirectory::open)) {
            Restoration restoration = new Restoration(
                    cli.root(),
                    cli.launcher(),
                    cli.log(),
                    program,
                    choices(bundle),
                    files,
                    console,
                    cli.flags().cgroupDriver());
            return detach.on()
                    ? leave(words.getFirst(), bundle, restoration)
                    : attend(cli, words.getFirst(), bundle, restoration);
        } finally {
            console.ifPresent(Console::close);
        }
    }

    private RestoreChoices choices(Bundle bundle) {
        return new RestoreChoices(
                criu.choices(bundle.spec().annotations()),
                CriuFlags.given(lsmProfile),
                CriuFlags.given(lsmMountContext));
    }

    private int leave(String id, Bundle bundle, Restoration restoration) {
        restoration.make(id, bundle, pid -> CreationFlags.writePid(pidFile, pid));
        return 0;
    }

    private int attend(Cli cli, String id, Bundle bundle, Restoration restoration) {
        int status;
        try (Foreground foreground = Foreground.begin(restoration.console())) {
            int pid = restoration.make(id, bundle, started -> {
                foreground.takeTerminal();
                CreationFlags.writePid(pidFile, started);
            });
            status = foreground.await(pid);
        }
        Container.of(cli.root().directory(id), cli.launcher())
                .ifPresent(container -> Removal.remove(container, cli.launcher(), cli.log()));
        return status;
    }
}
