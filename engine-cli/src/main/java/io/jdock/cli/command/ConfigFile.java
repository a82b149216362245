package io.jdock.cli.command;

import io.jdock.json.JsonIndent;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The user's {@code config.json}, in Docker's format. */
final class ConfigFile {

    private ConfigFile() {}

    /**
     * Reads the file; one that does not exist counts as empty.
     *
     * @throws CommandException when it cannot be read or is not a JSON object
     */
    static JsonObject read(Path file) {
        try {
            if (JsonReader.read(Files.readString(file)) instanceof JsonObject config) {
                return config;
            }
            throw new CommandException("load config file " + file + ": not a JSON object");
        } catch (NoSuchFileException e) {
            return JsonObject.EMPTY;
        } catch (IOException | JsonSyntaxException e) {
            throw new CommandException("load config file " + file + ": " + e.getMessage());
        }
    }

    /**
     * Replaces the file, which only its owner can read then, in one step; a symbolic link goes on to lead to it.
     *
     * @throws CommandException when it cannot be written; the old one is still there then
     */
    static void write(Path file, JsonObject config) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path directory = Files.createDirectories(target.resolveSibling(""), ownerOnly("rwx------"));
            Path partial = Files.createTempFile(directory, "config.json.", ".tmp", ownerOnly("rw-------"));
            try {
                Files.writeString(partial, JsonIndent.indent(config.toJson(), "\t"), StandardOpenOption.DSYNC);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new CommandException("write config file " + file + ": " + e.getMessage());
        }
    }

    private static FileAttribute<?> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
