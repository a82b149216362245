package io.jdock.cli.command;

import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
}
