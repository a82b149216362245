package io.jdock.cli.command.build;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.container.options.HostEntry;
import io.jdock.cli.command.container.options.KeyValues;
import io.jdock.cli.command.container.options.ProxyVariables;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.InvalidValueException;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonNull;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonText;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is built and how, as parameters of the request. */
final class BuildParameters {

    private static final ValueCheck LABEL = value -> {
        if (value.startsWith("=")) {
            throw new InvalidValueException("invalid label '" + value + "': empty name");
        }
    };

    private final ListFlag tags;
    private final ListFlag arguments;
    private final ListFlag labels;
    private final TextFlag target;
    private final TextFlag platform;
    private final TextFlag network;
    private final ListFlag hosts;
    private final ListFlag cacheFrom;
    private final ListFlag securityOptions;
    private final BoolFlag noCache;
    private final BoolFlag pull;
    private final BoolFlag remove;
    private final BoolFlag forceRemove;
    private final BoolFlag squash;
    private final TextFlag isolation;

    BuildParameters(FlagSet flags) {
        tags = flags.list(
                "tag", 't', "list", TagCheck.REFERENCE, "Name and optionally a tag in the \"name:tag\" format");
        arguments = flags.list("build-arg", '\0', "list", KeyValues.VARIABLE, "Set build-time variables");
        labels = flags.list("label", '\0', "list", LABEL, "Set metadata for an image");
        target = flags.text("target", '\0', "Set the target build stage to build.");
        platform = flags.text("platform", '\0', "Set platform if server is multi-platform capable");
        network =
                flags.text("network", '\0', "default", "Set the networking mode for the RUN instructions during build");
        hosts = flags.list("add-host", '\0', "list", HostEntry::parse, "Add a custom host-to-IP mapping (\"host:ip\")");
        cacheFrom = flags.list("cache-from", '\0', "strings", ValueCheck.NONE, "Images to consider as cache sources");
        securityOptions = flags.list("security-opt", '\0', "strings", ValueCheck.NONE, "Security options");
        noCache = flags.bool("no-cache", '\0', "Do not use cache when building the image");
        pull = flags.bool("pull", '\0', "Always attempt to pull a newer version of the image");
        remove = flags.bool("rm", '\0', true, "Remove intermediate containers after a successful build");
        forceRemove = flags.bool("force-rm", '\0', "Always remove intermediate containers");
        squash = flags.hidden(flags.bool("squash", '\0', "Squash newly built layers into a single new layer"));
        isolation = flags.text("isolation", '\0', "Container isolation technology");
    }

    void addTo(Query query, Cli cli) {
        tags.values().forEach(tag -> query.add("t", tag));
        JsonObject variables = variables(cli);
        if (!variables.isEmpty()) {
            query.add("buildargs", variables.toJson());
        }
        if (!labels.values().isEmpty()) {
            query.add("labels", KeyValues.toObject(labels.values()).toJson());
        }
        if (!cacheFrom.values().isEmpty()) {
            query.add("cachefrom", JsonArray.ofTexts(split(cacheFrom)).toJson());
        }
        hosts.values()
                .forEach(host -> query.add("extrahosts", HostEntry.parse(host).toString()));
        split(securityOptions).forEach(option -> query.add("securityopt", option));
        query.addUnlessEmpty("target", target.value())
                .addUnlessEmpty("platform", platform(cli))
                .addUnlessEmpty("networkmode", network.value().equals("default") ? "" : network.value())
                .addUnlessEmpty("isolation", isolation.value().equals("default") ? "" : isolation.value())
                .addIfTrue("nocache", noCache.value())
                .addIfTrue("pull", pull.value())
                .addIfTrue("forcerm", forceRemove.value())
                .addIfTrue("squash", squash.value());
        if (!remove.value()) {
            query.add("rm", false);
        }
    }

    private String platform(Cli cli) {
        return platform.given() ? platform.value() : cli.environment("DOCKER_DEFAULT_PLATFORM");
    }

    /** A name alone takes its value from our environment; when that has none the Dockerfile's own default stays in force. */
    private JsonObject variables(Cli cli) {
        List<String> all = new ArrayList<>(arguments.values());
        all.addAll(ProxyVariables.missing(cli, arguments.values()));
        Map<String, JsonValue> values = new TreeMap<>();
        for (String argument : all) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            boolean unset = equals < 0 && !cli.hasEnvironment(name);
            String value = equals < 0 ? cli.environment(name) : argument.substring(equals + 1);
            values.put(name, unset ? JsonNull.NULL : new JsonText(value));
        }
        JsonObjectBuilder object = JsonObject.builder();
        values.forEach(object::put);
        return object.build();
    }

    private static List<String> split(ListFlag flag) {
        List<String> values = new ArrayList<>();
        flag.values().forEach(value -> values.addAll(List.of(value.split(",", -1))));
        return values;
    }
}
