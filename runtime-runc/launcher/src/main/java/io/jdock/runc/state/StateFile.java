package io.jdock.runc.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jdock.errdefs.DataLossException;
import io.jdock.runc.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code state.json}: the part of runc's file of that name which other programs read, and what we need ourselves under the member
 * {@code jdock}, whose {@code format} says what it looks like.
 */
final class StateFile {

    static final String NAME = "state.json";

    /** Raised when a member changes its meaning; a file of a later format is refused. */
    private static final int FORMAT = 1;

    private static final Map<String, String> NAMESPACES = Map.of(
            "NEWCGROUP",
            "cgroup",
            "NEWIPC",
            "ipc",
            "NEWNET",
            "net",
            "NEWNS",
            "mnt",
            "NEWPID",
            "pid",
            "NEWUSER",
            "user",
            "NEWUTS",
            "uts");

    private StateFile() {}

    /** Writes the file so that it is there whole or as it was. */
    static void write(Path directory, ContainerState state) {
        Path file = directory.resolve(NAME);
        Path partial = directory.resolve(NAME + ".new");
        try {
            Files.writeString(partial, json(state));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file, e);
        }
    }

    static String json(ContainerState state) {
        JsonWriter json = new JsonWriter("").beginObject();
        json.put("id", state.id());
        json.put("init_process_pid", state.init().map(InitProcess::pid).orElse(0));
        json.put("init_process_start", state.init().map(InitProcess::startTime).orElse(0L));
        json.put("created", Timestamp.format(state.created()));
        json.name("config").beginObject();
        json.put("rootfs", state.rootfs().toString());
        json.name("labels")
                .beginArray()
                .element()
                .raw(quoted("bundle=" + state.bundle()))
                .endArray();
        json.name("cgroups").beginObject();
        json.put("path", state.cgroup()).put("systemd", state.systemd());
        json.endObject().endObject();
        json.put("cgroup_paths", state.cgroupDirectories());
        json.name("namespace_paths").beginObject();
        state.init()
                .ifPresent(init -> NAMESPACES.forEach(
                        (name, file) -> json.put(name, "/proc/%d/ns/%s".formatted(init.pid(), file))));
        json.endObject();
        json.name("jdock").beginObject();
        json.put("format", FORMAT);
        json.put("ociVersion", state.ociVersion());
        json.put("bundle", state.bundle().toString());
        json.put("annotations", state.annotations());
        return json.endObject().endObject().toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        JsonWriter.quote(text, out);
        return out.toString();
    }

    /** Reads the file, or nothing if there is none. @throws DataLossException if it is not what we write */
    static Optional<ContainerState> read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            return Optional.of(parse(file, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    /** Members by their path, as in {@code config.cgroups.path}. */
    private static ContainerState parse(Path file, byte[] bytes) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(bytes)) {
            parser.nextToken();
            collect(parser, "", members);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new DataLossException("read %s: %s".formatted(file, e.getOriginalMessage()), e);
        }
        String format = members.getOrDefault("jdock.format", "none");
        if (!format.equals(Integer.toString(FORMAT))) {
            throw new DataLossException(
                    "read %s: format %s, this version knows format %d".formatted(file, format, FORMAT));
        }
        int pid = Integer.parseInt(require(file, members, "init_process_pid"));
        long start = Long.parseLong(require(file, members, "init_process_start"));
        return new ContainerState(
                require(file, members, "jdock.ociVersion"),
                require(file, members, "id"),
                Path.of(require(file, members, "jdock.bundle")),
                Path.of(require(file, members, "config.rootfs")),
                Instant.parse(require(file, members, "created")),
                below(members, "jdock.annotations."),
                pid == 0 ? Optional.empty() : Optional.of(new InitProcess(pid, start)),
                require(file, members, "config.cgroups.path"),
                Boolean.parseBoolean(require(file, members, "config.cgroups.systemd")),
                below(members, "cgroup_paths."));
    }

    private static void collect(JsonParser parser, String path, Map<String, String> members) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
                    parser.nextToken();
                    collect(parser, name, members);
                }
            }
            case START_ARRAY -> parser.skipChildren();
            default -> members.put(path, parser.getText());
        }
    }

    private static String require(Path file, Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new DataLossException("read %s: no \"%s\"".formatted(file, name));
        }
        return value;
    }

    private static Map<String, String> below(Map<String, String> members, String prefix) {
        Map<String, String> found = new HashMap<>();
        members.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
