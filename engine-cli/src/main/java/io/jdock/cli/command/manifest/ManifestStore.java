package io.jdock.cli.command.manifest;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.image.ImageReference;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lists that are being put together: {@code manifests/LIST/MANIFEST} below the user's configuration, in docker's form. A
 * file appears whole.
 */
final class ManifestStore {

    private final Path root;

    ManifestStore(Cli cli) {
        this.root = Path.of(cli.configDirectory(), "manifests");
    }

    /** The manifests of a list in the order of their names; none when there is no such list. */
    List<ListedManifest> list(ImageReference list) {
        List<Path> files = files(list);
        List<ListedManifest> manifests = new ArrayList<>();
        for (Path file : files) {
            manifests.add(read(file));
        }
        return manifests;
    }

    private List<Path> files(ImageReference list) {
        List<Path> files = new ArrayList<>();
        Path directory = root.resolve(fileName(list));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, path -> !isPartial(path))) {
            found.forEach(files::add);
        } catch (NoSuchFileException e) {
            return files;
        } catch (IOException e) {
            throw new CommandException("read " + directory + ": " + e.getMessage());
        }
        files.sort(null);
        return files;
    }

    private static boolean isPartial(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** A manifest of a list; null when the list has none of that name. */
    @Nullable
    ListedManifest find(ImageReference list, ImageReference manifest) {
        Path file = root.resolve(fileName(list)).resolve(fileName(manifest));
        return Files.exists(file) ? read(file) : null;
    }

    private static ListedManifest read(Path file) {
        try {
            if (JsonReader.read(Files.readString(file)) instanceof JsonObject json) {
                return ListedManifest.of(json);
            }
            throw new CommandException("read " + file + ": not a JSON object");
        } catch (IOException | JsonSyntaxException | IllegalArgumentException e) {
            throw new CommandException("read " + file + ": " + e.getMessage());
        }
    }

    void put(ImageReference list, ImageReference manifest, ListedManifest value) {
        Path directory = root.resolve(fileName(list));
        try {
            Files.createDirectories(directory);
            Path partial = Files.createTempFile(directory, ".", ".tmp");
            try {
                Files.writeString(partial, value.toJson().toJson());
                Files.move(partial, directory.resolve(fileName(manifest)), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new CommandException("write " + directory + ": " + e.getMessage());
        }
    }

    /**
     * Removes a list.
     *
     * @throws CommandException when there is none
     */
    void remove(ImageReference list) {
        List<Path> files = files(list);
        if (files.isEmpty()) {
            throw missing(list);
        }
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(root.resolve(fileName(list)));
        } catch (IOException e) {
            throw new CommandException("remove " + list.canonical() + ": " + e.getMessage());
        }
    }

    static CommandException missing(ImageReference reference) {
        return new CommandException("No such manifest: " + reference.canonical());
    }

    /** As docker names them; no slash is left, and no name is empty or begins with a point. */
    private static String fileName(ImageReference reference) {
        return reference.canonical().replace(':', '-').replace('/', '_');
    }
}
