package io.jdock.cli.command.container;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Hijacked;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.http.HttpRequest;
import io.jdock.cli.terminal.DetachKeys;
import io.jdock.cli.terminal.Signals;
import io.jdock.cli.terminal.TerminalMode;
import java.io.IOException;
import java.util.Locale;

/** Starts a container with our streams attached to it and stays until it ends or the user detaches. */
final class Foreground {

    /**
     * What is attached, and how.
     *
     * @param signals whether signals that reach us go on to the container
     * @param detachKeys the user's own keys; empty for those of the configuration
     */
    record Plan(boolean tty, boolean stdin, boolean stdout, boolean stderr, boolean signals, String detachKeys) {

        boolean hasOutput() {
            return stdout || stderr;
        }
    }

    private final Cli cli;
    private final String id;
    private final Plan plan;
    private final String keys;

    Foreground(Cli cli, String id, Plan plan) {
        this.cli = cli;
        this.id = id;
        this.plan = plan;
        this.keys = plan.detachKeys().isEmpty() ? cli.config().text("detachKeys") : plan.detachKeys();
    }

    /**
     * Starts the container and follows it.
     *
     * @param removed whether the engine removes it when it ends
     * @return the container's exit status; 0 when the user detached
     */
    int run(boolean removed) {
        return follow(removed ? "removed" : "next-exit", true);
    }

    /** Follows a container that runs already; fails when the user detaches, so that a script can tell it from an end. */
    int join() {
        return follow("not-running", false);
    }

    private int follow(String condition, boolean starts) {
        DetachKeys detach = detachKeys(keys);
        if (plan.signals() && !plan.tty()) {
            Signals.forwardAll(this::forward);
        }
        try (Hijacked stream = attach()) {
            ExitWait wait = ExitWait.begin(cli, id, condition);
            boolean detached = attended(stream, detach, () -> {
                if (starts) {
                    start(wait, condition.equals("removed"));
                }
            });
            if (!detached) {
                return wait.await();
            }
            return starts ? 0 : detachedEarly();
        } catch (IOException e) {
            throw new CommandException("close the attached stream: " + e.getMessage());
        }
    }

    /**
     * Has the terminal while the container has it. It is the container's before it starts, so that no key typed meanwhile is
     * taken for ours.
     *
     * @return whether the user detached
     */
    private boolean attended(Hijacked stream, DetachKeys detach, Runnable start) {
        try (TerminalMode _ = TerminalMode.raw(plan.stdin() && plan.tty())) {
            start.run();
            if (plan.tty()) {
                TerminalSize.follow(cli, ContainerPath.of(id, "resize"));
            }
            return new Attachment(cli, stream, plan.tty(), detach).run(plan.stdin(), plan.hasOutput());
        }
    }

    /** The end of a command that only watches, when the user left before it was over. */
    static int detachedEarly() {
        throw new CommandException("read escape sequence");
    }

    static DetachKeys detachKeys(String keys) {
        try {
            return DetachKeys.parse(keys);
        } catch (IllegalArgumentException e) {
            throw new CommandException("invalid detach keys (" + keys + "): " + e.getMessage());
        }
    }

    private Hijacked attach() {
        Query query = new Query()
                .addUnlessEmpty("detachKeys", keys)
                .addIfTrue("stderr", plan.stderr())
                .addIfTrue("stdin", plan.stdin())
                .addIfTrue("stdout", plan.stdout())
                .add("stream", true);
        return cli.client().hijack(HttpRequest.of("POST", ContainerPath.of(id, "attach") + query), plan.tty());
    }

    /** A container that removes itself is gone once its failed start was told; only then do we tell it too. */
    private void start(ExitWait wait, boolean removed) {
        try {
            cli.client().post(ContainerPath.of(id, "start"));
        } catch (DaemonException e) {
            if (removed) {
                wait.await();
            }
            throw e;
        }
    }

    private void forward(String signal) {
        try {
            cli.client()
                    .post(ContainerPath.of(id, "kill") + new Query().add("signal", signal.toUpperCase(Locale.ROOT)));
        } catch (DaemonException e) {
            // It has just ended, or is not started yet: there is nobody to take the signal.
            return;
        }
    }
}
