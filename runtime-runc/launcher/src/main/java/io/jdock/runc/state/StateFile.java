package io.jdock.runc.state;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.json.JsonFields;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code state.json}: the part of runc's file of that name which other programs read, and what we need ourselves under the member
 * {@code jdock}, whose {@code format} says what it looks like.
 */
final class StateFile {

    static final String NAME = "state.json";

    /** Raised when a member changes its meaning; a file of a later format is refused. */
    private static final int FORMAT = 1;

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
        JsonObject config = JsonObject.builder()
                .put("rootfs", state.rootfs().toString())
                .put("labels", List.of("bundle=" + state.bundle()))
                .put(
                        "cgroups",
                        JsonObject.builder()
                                .put("path", state.cgroup())
                                .put("systemd", state.driver() == CgroupDriver.SYSTEMD)
                                .build())
                .build();
        JsonObject ours = JsonObject.builder()
                .put("format", FORMAT)
                .put("ociVersion", state.ociVersion())
                .put("bundle", state.bundle().toString())
                .put("cgroupManager", state.driver().toString())
                .put("annotations", JsonObject.ofTexts(state.annotations()))
                .put("plain", state.plain())
                .build();
        return JsonObject.builder()
                .put("id", state.id())
                .put("init_process_pid", state.init().map(InitProcess::pid).orElse(0))
                .put(
                        "init_process_start",
                        state.init().map(InitProcess::startTime).orElse(0L))
                .put("created", Timestamp.format(state.created()))
                .put("config", config)
                .put("cgroup_paths", JsonObject.ofTexts(state.cgroupDirectories()))
                .put("external_descriptors", state.streams())
                .put("namespace_paths", state.init().map(StateFile::namespaces).orElse(JsonObject.EMPTY))
                .put("jdock", ours)
                .build()
                .toJson();
    }

    private static JsonObject namespaces(InitProcess init) {
        JsonObjectBuilder paths = JsonObject.builder();
        for (String kind : new String[] {"cgroup", "ipc", "net", "pid", "time", "user", "uts"}) {
            paths.put("NEW" + kind.toUpperCase(java.util.Locale.ROOT), "/proc/" + init.pid() + "/ns/" + kind);
        }
        return paths.put("NEWNS", "/proc/" + init.pid() + "/ns/mnt").build();
    }

    /** Reads the file, or nothing if there is none. @throws DataLossException if it is not what we write */
    static Optional<ContainerState> read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            byte[] bytes = Files.readAllBytes(file);
            return Optional.of(JsonFields.read(JsonReader.readUnambiguous(bytes), StateFile::parse));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonSyntaxException | InvalidArgumentException e) {
            throw new DataLossException("read %s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file, e);
        }
    }

    private static ContainerState parse(JsonFields in) {
        Ours ours = required("jdock", in.object("jdock", Ours::parse));
        Config config = required("config", in.object("config", Config::parse));
        int pid = in.requiredInteger("init_process_pid", 0, Integer.MAX_VALUE);
        long start = in.requiredUint64("init_process_start");
        return new ContainerState(
                ours.ociVersion(),
                in.requiredText("id"),
                ours.bundle(),
                config.rootfs(),
                Instant.parse(in.requiredText("created")),
                ours.annotations(),
                pid == 0 ? Optional.empty() : Optional.of(new InitProcess(pid, start)),
                config.cgroup(),
                ours.driver(),
                in.textMap("cgroup_paths"),
                in.texts("external_descriptors"),
                ours.plain());
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("\"%s\" is missing".formatted(name));
        }
        return value;
    }

    private record Ours(
            String ociVersion, Path bundle, CgroupDriver driver, Map<String, String> annotations, boolean plain) {

        static Ours parse(JsonFields in) {
            int format = in.requiredInteger("format", 0, Integer.MAX_VALUE);
            if (format != FORMAT) {
                throw new IllegalArgumentException("format %d, this version knows format %d".formatted(format, FORMAT));
            }
            String manager = in.text("cgroupManager");
            return new Ours(
                    in.requiredText("ociVersion"),
                    Path.of(in.requiredText("bundle")),
                    // Absent in what earlier versions wrote.
                    manager == null ? CgroupDriver.CGROUPFS : CgroupDriver.parse(manager),
                    in.textMap("annotations"),
                    // Likewise.
                    in.isTrue("plain"));
        }
    }

    private record Config(Path rootfs, String cgroup) {

        static Config parse(JsonFields in) {
            return new Config(
                    Path.of(in.requiredText("rootfs")),
                    required("cgroups", in.object("cgroups", cgroup -> cgroup.requiredText("path"))));
        }
    }
}
