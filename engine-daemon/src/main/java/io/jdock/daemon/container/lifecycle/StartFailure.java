package io.jdock.daemon.container.lifecycle;

import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.Locale;

/**
 * A failed start as clients know it: an exit code that says what kind of failure it was, and a text with the phrases they look
 * for.
 *
 * @param exitCode 127 not found, 126 not executable, 128 anything else
 */
public record StartFailure(int exitCode, String text) {

    /** What a container's start was about, as clients know the text. */
    static final String CONTAINER =
            "failed to create task for container: failed to create shim task: OCI runtime create failed: ";

    /**
     * The words that runc and execve(2) have for it travel unchanged from the launcher; they tell the cases apart.
     *
     * @param context put in front of those words
     */
    public static StartFailure of(EngineException error, String context) {
        String text = error.text();
        // Runtimes differ in case, and crun names the file in between.
        String words = text.toLowerCase(Locale.ROOT);
        if (words.matches("(?s).*executable file .*not found.*") || words.contains("no such file or directory")) {
            return new StartFailure(127, context + text);
        }
        if (words.contains("permission denied") || words.contains("is a directory")) {
            return new StartFailure(126, context + text);
        }
        return new StartFailure(128, text);
    }

    /** The failure of the request; a command that cannot be run is the client's mistake. */
    public EngineException toException(EngineException cause) {
        return exitCode == 128 ? cause : new InvalidArgumentException(text, cause);
    }
}
