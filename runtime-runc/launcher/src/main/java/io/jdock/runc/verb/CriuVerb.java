package io.jdock.runc.verb;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.runc.flags.FlagSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code checkpoint} or {@code restore}: refused, for want of criu or of our own part. */
public final class CriuVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final String name;
    private final String summary;

    private CriuVerb(String name, String summary) {
        this.name = name;
        this.summary = summary;
        for (String text :
                List.of("image-path", "work-path", "parent-path", "page-server", "manage-cgroups-mode", "empty-ns")) {
            set.text(text, "", "for criu");
        }
        for (String toggle :
                List.of("tcp-established", "ext-unix-sk", "shell-job", "lazy-pages", "file-locks", "auto-dedup")) {
            set.toggle(toggle, "", "for criu");
        }
    }

    /** Saves a running container. */
    public static CriuVerb checkpoint() {
        CriuVerb verb = new CriuVerb("checkpoint", "save a running container");
        verb.set.toggle("leave-running", "", "let the container go on");
        verb.set.toggle("pre-dump", "", "save memory only, let the container go on");
        verb.set.number("status-fd", "", "descriptor that is told when lazy pages are ready");
        return verb;
    }

    /** Goes on with a saved container. */
    public static CriuVerb restore() {
        CriuVerb verb = new CriuVerb("restore", "go on with a saved container");
        new CreationFlags(verb.set);
        verb.set.toggle("detach", "d", "do not wait for the container's end");
        verb.set.toggle("no-subreaper", "", "do not collect processes that the container leaves");
        verb.set.text("lsm-profile", "", "profile to restore under, TYPE:NAME");
        verb.set.text("lsm-mount-context", "", "context of mounts");
        return verb;
    }

    @Override
    public Usage usage() {
        return new Usage(name, summary, "<container-id>", Usage.Arity.exactly(1), "Needs criu.");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        String criu = cli.flags().criu();
        if (!isInstalled(criu)) {
            throw new FailedPreconditionException("%s: \"%s\" is not installed".formatted(name, criu));
        }
        throw new NotImplementedException("%s is not supported".formatted(name));
    }

    private static boolean isInstalled(String program) {
        if (program.indexOf('/') >= 0) {
            return Files.isExecutable(Path.of(program));
        }
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
