package io.jdock.supervisor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line and the configuration file say; the command line wins.
 *
 * @param address socket to serve
 * @param root what outlives a reboot: blobs, snapshots, metadata
 * @param state what is about running containers, on a tmpfs
 * @param logLevel trace, debug, info, warn or error
 * @param runtimeTimeout how long an OCI runtime may take for anything it is executed for
 */
record Options(Path address, Path root, Path state, String logLevel, Duration runtimeTimeout) {

    static final String USAGE = """
            Usage: jdock-containerd [OPTIONS]

            Keeps images and runs containers for jdockd, or for any client of containerd's API.

              --address PATH      socket to serve (default /run/jdock/containerd/containerd.sock)
              --root PATH         directory for what outlives a reboot (default /var/lib/jdock/containerd)
              --state PATH        directory for what does not (default /run/jdock/containerd)
              --config FILE       JSON object with the keys address, root, state, log-level, runtime-timeout
                                  (default /etc/jdock/containerd.json, which may be absent)
              --runtime-timeout SECONDS
                                  how long an OCI runtime may take for anything (default 60)
              --log-level LEVEL   trace, debug, info, warn or error (default info)
              --version, --help
            """;

    private static final Path DEFAULT_CONFIG = Path.of("/etc/jdock/containerd.json");
    private static final Map<String, String> DEFAULTS = Map.of(
            "address", "/run/jdock/containerd/containerd.sock",
            "root", "/var/lib/jdock/containerd",
            "state", "/run/jdock/containerd",
            "log-level", "info",
            "runtime-timeout", "60");
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

    Options {
        requireAbsolute("address", address);
        requireAbsolute("root", root);
        requireAbsolute("state", state);
        if (!LEVELS.contains(logLevel)) {
            throw new InvalidArgumentException(
                    "--log-level %s: expected one of trace, debug, info, warn, error".formatted(logLevel));
        }
    }

    /**
     * @throws InvalidArgumentException for a flag, key or value that is not understood
     */
    static Options parse(List<String> args) {
        Map<String, String> flags = flags(args);
        Map<String, String> values = new HashMap<>(DEFAULTS);
        String config = flags.remove("config");
        if (config != null) {
            values.putAll(read(Path.of(config)));
        } else if (Files.exists(DEFAULT_CONFIG)) {
            values.putAll(read(DEFAULT_CONFIG));
        }
        values.putAll(flags);
        return new Options(
                path(values, "address"),
                path(values, "root"),
                path(values, "state"),
                value(values, "log-level"),
                seconds(values, "runtime-timeout"));
    }

    /** {@code --name value} and {@code --name=value}. */
    private static Map<String, String> flags(List<String> args) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = arg.startsWith("--") ? arg.substring(2, equals < 0 ? arg.length() : equals) : "";
            if (!DEFAULTS.containsKey(name) && !name.equals("config")) {
                throw new InvalidArgumentException("unknown argument %s; see --help".formatted(arg));
            }
            if (equals >= 0) {
                flags.put(name, arg.substring(equals + 1));
            } else if (++i < args.size()) {
                flags.put(name, args.get(i));
            } else {
                throw new InvalidArgumentException("%s needs a value".formatted(arg));
            }
        }
        return flags;
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(Files.readString(file))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidArgumentException("--config %s: expected a JSON object".formatted(file));
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                if (!DEFAULTS.containsKey(key)) {
                    throw new InvalidArgumentException("--config %s: unknown key \"%s\"".formatted(file, key));
                }
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    throw new InvalidArgumentException("--config %s: key \"%s\" must be a text".formatted(file, key));
                }
                values.put(key, json.getText());
            }
            return values;
        } catch (IOException e) {
            throw new InvalidArgumentException("--config %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Path path(Map<String, String> values, String name) {
        String text = value(values, name);
        return Path.of(text.startsWith("unix://") ? text.substring("unix://".length()) : text)
                .normalize();
    }

    private static Duration seconds(Map<String, String> values, String name) {
        String text = value(values, name);
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new InvalidArgumentException("--%s %s: must be a number of seconds".formatted(name, text));
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    private static void requireAbsolute(String name, Path path) {
        if (!path.isAbsolute()) {
            throw new InvalidArgumentException("--%s %s: must be an absolute path".formatted(name, path));
        }
    }
}
