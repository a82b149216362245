package io.jdock.it;

import java.time.Duration;

/** A terminal with a shell in it, by tmux, on a server of its own. */
final class Terminal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String server = "it-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    Terminal(int columns, int rows) {
        tmux("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(rows), "bash --norc");
        // Without this tmux would follow the size of whoever attaches, and shrink to its default when nobody does.
        tmux("set-option", "-g", "window-size", "manual");
    }

    /** Sends the characters as if typed; control characters are those keys. */
    void type(String text) {
        StringBuilder plain = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c >= ' ') {
                plain.append(c);
                continue;
            }
            flush(plain);
            tmux("send-keys", c == '\n' ? "Enter" : "C-" + (char) (c + '`'));
        }
        flush(plain);
    }

    private void flush(StringBuilder plain) {
        if (!plain.isEmpty()) {
            tmux("send-keys", "-l", plain.toString());
            plain.setLength(0);
        }
    }

    void resize(int columns, int rows) {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    String screen() {
        return tmux("capture-pane", "-p", "-S", "-200").out();
    }

    void awaitText(String text) {
        try {
            Await.until("\"" + text + "\" on the screen", PATIENCE, () -> screen().contains(text));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the screen shows:\n" + screen(), e);
        }
    }

    private Command.Result tmux(String... args) {
        String[] command = new String[args.length + 3];
        command[0] = "tmux";
        command[1] = "-L";
        command[2] = server;
        System.arraycopy(args, 0, command, 3, args.length);
        return Command.run(command).expect(0);
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
