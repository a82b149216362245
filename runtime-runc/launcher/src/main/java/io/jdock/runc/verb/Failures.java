package io.jdock.runc.verb;

import io.jdock.errdefs.EngineException;
import io.jdock.linux.ErrnoException;
import io.jdock.runc.container.LaunchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.IntSupplier;

/** The words that failures are told in. */
public final class Failures {

    private Failures() {}

    static void named(String prefix, Runnable body) {
        named(prefix, () -> {
            body.run();
            return 0;
        });
    }

    static int named(String prefix, IntSupplier body) {
        try {
            return body.getAsInt();
        } catch (EngineException | ErrnoException | UncheckedIOException | LaunchException e) {
            throw new VerbException("%s: %s".formatted(prefix, text(e)), e);
        }
    }

    /** What to tell the user. */
    public static String text(RuntimeException error) {
        String message = error.getMessage();
        String text = message == null ? error.toString() : message;
        return error.getCause() instanceof IOException io && error instanceof UncheckedIOException
                ? text + ": " + reason(io)
                : text;
    }

    private static String reason(IOException error) {
        return switch (error) {
            case NoSuchFileException _ -> "no such file or directory";
            case FileSystemException e
            when e.getReason() != null -> e.getReason().toLowerCase(java.util.Locale.ROOT);
            default -> String.valueOf(error.getMessage());
        };
    }
}
