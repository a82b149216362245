package io.jdock.runc;

import io.jdock.errdefs.EngineException;
import io.jdock.libcontainer.ContainerLauncher;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Terminal;
import io.jdock.runc.container.ContainerView;
import io.jdock.runc.flags.HelpRequestedException;
import io.jdock.runc.flags.UsageException;
import io.jdock.runc.log.Log;
import io.jdock.runc.verb.Cli;
import io.jdock.runc.verb.Failures;
import io.jdock.runc.verb.GlobalFlags;
import io.jdock.runc.verb.Output;
import io.jdock.runc.verb.Usage;
import io.jdock.runc.verb.Verb;
import io.jdock.runc.verb.VerbException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command {@code jdock-runc}: one command line in, one exit status out. */
public final class Main {

    /** Set while the build trains an AOT cache, which the virtual machine writes only at an orderly exit. */
    private static final String TRAINING = "jdock.training";

    private static final int STDERR = 2;
    private static final int NO_SUCH_VERB = 3;

    private final Map<String, String> environment;
    private final Output out;
    private final GlobalFlags global = new GlobalFlags();
    private Log log;

    private Main(Map<String, String> environment, Output out, boolean terminal) {
        this.environment = environment;
        this.out = out;
        this.log = Log.toStandardError(terminal);
    }

    /** Runs and halts: shutdown hooks and finalisation of an orderly exit cost more than most verbs. */
    public static void main(String[] args) {
        List<String> words = Arrays.asList(args);
        if (Boolean.getBoolean(TRAINING)) {
            train(words);
        }
        Runtime.getRuntime().halt(ofProcess().run(words));
    }

    private static Main ofProcess() {
        return new Main(System.getenv(), Output.standard(), Terminal.isTerminal(STDERR));
    }

    /** Runs several command lines, separated by a semicolon, and exits. */
    private static void train(List<String> words) {
        int status = 0;
        int start = 0;
        for (int i = 0; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).equals(";")) {
                status = Math.max(status, ofProcess().run(words.subList(start, i)));
                start = i + 1;
            }
        }
        System.exit(status);
    }

    private int run(List<String> args) {
        try {
            return dispatch(args);
        } catch (EngineException | ErrnoException | UncheckedIOException e) {
            return fail(Failures.text(e), 1);
        }
    }

    private int dispatch(List<String> args) {
        List<String> words;
        try {
            words = global.parse(args);
        } catch (HelpRequestedException e) {
            return overview();
        } catch (UsageException e) {
            out.print("Incorrect Usage. %s\n\n".formatted(e.text()));
            overview();
            return fail(e.text(), 1);
        }
        log = global.log(log.terminal()).opened();
        if (global.wantsVersion()) {
            Version version = Version.current();
            out.print("%s version %s\ncommit: %s\nspec: %s\n"
                    .formatted(Usage.PROGRAM, version.text(), version.revision(), ContainerView.OCI_VERSION));
            return 0;
        }
        if (words.isEmpty()) {
            return overview();
        }
        return perform(words);
    }

    private int perform(List<String> words) {
        boolean help = words.getFirst().equals("help") || words.getFirst().equals("h");
        if (help && words.size() == 1) {
            return overview();
        }
        String name = help ? words.get(1) : words.getFirst();
        Optional<Verb> verb = VerbTable.find(name);
        if (verb.isEmpty()) {
            return fail("No help topic for '%s'".formatted(name), NO_SUCH_VERB);
        }
        if (help) {
            return help(verb.get());
        }
        return perform(verb.get(), words.subList(1, words.size()));
    }

    private int perform(Verb verb, List<String> args) {
        try {
            List<String> words = verb.flags().parse(args);
            verb.usage().require(words);
            log.debug(verb.usage().name() + " " + words + ": started");
            Cli cli = new Cli(global.root(environment), global, log, out, new ContainerLauncher());
            int status = verb.run(cli, words);
            log.debug(verb.usage().name() + " " + words + ": ended with status " + status);
            return status;
        } catch (HelpRequestedException e) {
            return help(verb);
        } catch (UsageException e) {
            out.print("Incorrect Usage: %s\n\n".formatted(e.text()));
            help(verb);
            return fail(e.text(), 1);
        } catch (VerbException e) {
            return fail(e.text(), verb.failureStatus());
        } catch (EngineException | ErrnoException | UncheckedIOException e) {
            return fail(Failures.text(e), verb.failureStatus());
        }
    }

    private int help(Verb verb) {
        out.print(verb.usage().help(verb.flags()));
        return 0;
    }

    private int overview() {
        StringBuilder text = new StringBuilder("NAME:\n   ").append(Usage.PROGRAM);
        text.append(" - Open Container Initiative runtime\n\nUSAGE:\n   ");
        text.append(Usage.PROGRAM).append(" [global options] command [command options] [arguments...]\n\n");
        text.append("VERSION:\n   ").append(Version.current().text()).append("\n\nCOMMANDS:\n");
        for (String name : VerbTable.NAMES) {
            String summary =
                    VerbTable.find(name).map(verb -> verb.usage().summary()).orElse("");
            text.append("   ")
                    .append(name)
                    .append(" ".repeat(12 - name.length()))
                    .append(summary)
                    .append('\n');
        }
        out.print(text.append("\nGLOBAL OPTIONS:\n").append(global.help()).toString());
        return 0;
    }

    private int fail(String text, int status) {
        log.error(text);
        return status;
    }
}
