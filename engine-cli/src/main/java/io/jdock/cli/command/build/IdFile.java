package io.jdock.cli.command.build;

import io.jdock.cli.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the user wants to find the image's ID. */
final class IdFile {

    private final String path;

    /** @param path empty for nowhere */
    IdFile(String path) {
        this.path = path;
    }

    /** Removes the file, so that a build that fails leaves no old one. */
    void clear() {
        if (!path.isEmpty()) {
            try {
                Files.deleteIfExists(Path.of(path));
            } catch (IOException e) {
                throw new CommandException("removing image ID file: " + e.getMessage());
            }
        }
    }

    void write(String id) {
        if (path.isEmpty()) {
            return;
        }
        if (id.isEmpty()) {
            throw new CommandException("server did not provide an image ID. Cannot write " + path);
        }
        try {
            Files.writeString(Path.of(path), id);
        } catch (IOException e) {
            throw new CommandException("write " + path + ": " + e.getMessage());
        }
    }
}
