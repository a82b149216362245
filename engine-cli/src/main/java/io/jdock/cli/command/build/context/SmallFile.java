package io.jdock.cli.command.build.context;

import io.jdock.cli.command.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are held in memory: a Dockerfile, a {@code .dockerignore}. */
final class SmallFile {

    private static final int MOST = 16 * 1024 * 1024;

    private SmallFile() {}

    /** @throws CommandException when it cannot be read, is no regular file, or has more than 16 MiB */
    static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw new CommandException("read " + file + ": is a directory");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandException("read " + file + ": not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new CommandException("open " + file + ": " + reason(e));
        }
    }

    /**
     * Reads to the end.
     *
     * @param name for messages
     */
    static byte[] read(InputStream in, String name) {
        try {
            byte[] content = in.readNBytes(MOST + 1);
            if (content.length > MOST) {
                throw new CommandException("read " + name + ": more than " + MOST + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new CommandException("read " + name + ": " + e.getMessage());
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
