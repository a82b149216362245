package io.jdock.cli.client;

/**
 * The engine refused a request. Kept by its HTTP status and text, not as one of the engine's own error kinds: the command
 * shows the text and looks at the status, and has nothing to translate.
 */
public final class DaemonException extends RuntimeException {

    private final int status;
    private final String text;

    public DaemonException(int status, String text) {
        super("Error response from daemon: " + text);
        this.status = status;
        this.text = text;
    }

    public int status() {
        return status;
    }

    /** What the engine said, without the words around it. */
    public String text() {
        return text;
    }

    public boolean isNotFound() {
        return status == 404;
    }
}
