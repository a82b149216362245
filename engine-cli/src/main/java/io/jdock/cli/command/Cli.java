package io.jdock.cli.command;

import io.jdock.cli.client.EngineAddress;
import io.jdock.cli.client.EngineClient;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command finds around it: its three streams, the environment, and the engine. One for the whole program. */
public final class Cli {

    private final Map<String, String> environment;
    private final GlobalOptions options;
    private final InputStream in;
    private final Output out;
    private final Output err;
    private @Nullable EngineClient client;
    private @Nullable JsonObject config;

    public Cli(Map<String, String> environment, GlobalOptions options, InputStream in, Output out, Output err) {
        this.environment = environment;
        this.options = options;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public Output out() {
        return out;
    }

    public Output err() {
        return err;
    }

    public InputStream in() {
        return in;
    }

    /** A variable of the environment; empty when unset. */
    public String environment(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Whether the variable is set, be it to nothing. */
    public boolean hasEnvironment(String name) {
        return environment.containsKey(name);
    }

    /** The engine that the flags or the environment name. Connects with the first request. */
    public EngineClient client() {
        if (client == null) {
            client = new EngineClient(address(), "jdock/" + ProductVersion.NUMBER, environment("DOCKER_API_VERSION"));
        }
        return client;
    }

    /** The engine's address, as it was named. */
    public String engine() {
        return address().text();
    }

    /** The configuration directory of the user. */
    public String configDirectory() {
        if (!options.config().isEmpty()) {
            return options.config();
        }
        String named = environment("DOCKER_CONFIG");
        return named.isEmpty() ? environment("HOME") + "/.docker" : named;
    }

    /** The user's configuration file; empty when there is none. Read once. */
    public JsonObject config() {
        if (config == null) {
            config = ConfigFile.read(configFile());
        }
        return config;
    }

    /** Where the user's configuration is, or would be. */
    public Path configFile() {
        return Path.of(configDirectory(), "config.json");
    }

    /** Replaces one field of the configuration file; all others stay as they are. */
    public void changeConfig(String field, JsonValue value) {
        JsonObjectBuilder changed = JsonObject.builder();
        config().members().forEach(changed::put);
        config = changed.put(field, value).build();
        ConfigFile.write(configFile(), config);
    }

    /** Whether debug mode was asked for. */
    public boolean isDebug() {
        return options.debug();
    }

    private EngineAddress address() {
        String host = options.host();
        if (host.isEmpty()) {
            host = environment("JDOCK_HOST");
        }
        if (host.isEmpty()) {
            host = environment("DOCKER_HOST");
        }
        try {
            return EngineAddress.parse(host);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() == null ? "invalid address" : e.getMessage());
        }
    }
}
