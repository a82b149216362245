package io.jdock.cli.command.container;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.terminal.Signals;
import io.jdock.cli.terminal.Tty;
import io.jdock.linux.Terminal;

/** Gives a terminal in a container the size of ours, now and whenever ours changes. */
final class TerminalSize {

    private final Cli cli;
    private final String path;

    private TerminalSize(Cli cli, String path) {
        this.cli = cli;
        this.path = path;
    }

    /**
     * Starts to follow our standard output's size.
     *
     * @param path the engine's resize request of a container or exec
     */
    static void follow(Cli cli, String path) {
        TerminalSize size = new TerminalSize(cli, path);
        size.send();
        Signals.onResize(size::send);
    }

    private void send() {
        Terminal.Size size = Tty.size(1);
        if (size.rows() == 0 && size.columns() == 0) {
            return;
        }
        Query query = new Query().add("h", Integer.toString(size.rows())).add("w", Integer.toString(size.columns()));
        try {
            cli.client().post(path + query);
        } catch (DaemonException e) {
            // The process has ended already; its exit is what the user gets to see.
            return;
        }
    }
}
