package io.jdock.cli;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.EngineUnreachableException;
import io.jdock.cli.command.BrokenOutputException;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Output;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.HelpRequestedException;
import io.jdock.cli.flags.UsageException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The command {@code jdock}: one command line in, one exit status out. */
public final class Main {

    /** What a shell reports for a program that SIGPIPE ended; a reader that went away is no failure worth a text. */
    private static final int BROKEN_PIPE = 141;

    /** Set while the build trains an AOT cache, which the virtual machine writes only at an orderly exit. */
    private static final String TRAINING = "jdock.training";

    private static final int DEFAULT_COLUMNS = 79;

    private final Map<String, String> environment;
    private final InputStream in;
    private final Output out;
    private final Output err;

    /** A program on given streams. */
    Main(Map<String, String> environment, InputStream in, Output out, Output err) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    private static Main ofProcess() {
        return new Main(System.getenv(), new FileInputStream(FileDescriptor.in), Output.standard(), Output.error());
    }

    /** Runs and halts: shutdown hooks and finalisation of an orderly exit cost more than most commands. */
    public static void main(String[] args) {
        List<String> words = Arrays.asList(args);
        if (Boolean.getBoolean(TRAINING)) {
            train(words);
        }
        Runtime.getRuntime().halt(ofProcess().run(words));
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

    /** Runs one command line; everything was written out when this returns the exit status. */
    int run(List<String> args) {
        return flushed(attempt(args));
    }

    private int attempt(List<String> args) {
        try {
            return dispatch(args);
        } catch (UsageException e) {
            return fail(e.getMessage(), e.exitCode());
        } catch (CommandException e) {
            return fail(e.getMessage(), e.exitCode());
        } catch (DaemonException | EngineUnreachableException e) {
            return fail(e.getMessage(), 1);
        } catch (BrokenOutputException e) {
            return BROKEN_PIPE;
        }
    }

    private int dispatch(List<String> args) {
        GlobalFlags global = new GlobalFlags();
        List<String> words;
        try {
            words = global.parse(args);
        } catch (HelpRequestedException e) {
            out.print(CommandTable.overview(List.of(), global.flags()));
            return 0;
        }
        if (global.wantsVersion()) {
            out.println(GlobalFlags.versionLine());
            return 0;
        }
        CommandTable.Match match = CommandTable.find(words);
        if (match == null) {
            // Help that nobody asked for is no output that a script should take for one.
            (CommandTable.asksForHelp(words) ? out : err).print(CommandTable.overview(words, global.flags()));
            return 0;
        }
        Command command = match.command();
        FlagSet flags = command.flags();
        flags.calledAs(match.name());
        try {
            List<String> rest = flags.parse(match.rest());
            return command.run(new Cli(environment, global.options(), in, out, err), rest);
        } catch (HelpRequestedException e) {
            out.print(flags.help(DEFAULT_COLUMNS));
            return 0;
        }
    }

    /** What was printed before the failure comes first, as the two streams often end on one terminal. */
    private int fail(@org.jspecify.annotations.Nullable String message, int status) {
        err.println(message == null ? "" : message);
        return status;
    }

    private int flushed(int status) {
        try {
            out.flush();
            err.flush();
            return status;
        } catch (BrokenOutputException e) {
            return BROKEN_PIPE;
        }
    }
}
