package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Query;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants built, from the parameters of {@code POST /build}.
 *
 * @param dockerfile its path in the context, or empty for the usual one
 * @param remote where the context is on the web, or empty when it comes with the request
 * @param tags names for the image
 * @param quiet only the image's ID is told
 * @param useCache whether steps that were done before may count
 * @param cacheFrom images whose steps alone may count, or none for all
 * @param pull whether base images are looked for in their registry though they are here
 * @param leftovers what becomes of containers
 * @param buildArgs null is no value
 * @param labels for the image
 * @param platform {@code os[/arch[/variant]]}, or empty for the host's
 * @param target name or number of the last stage to build, or empty for all
 * @param host {@code HostConfig} of the containers that do the work
 */
record BuildRequest(
        String dockerfile,
        String remote,
        List<ImageReference> tags,
        boolean quiet,
        boolean useCache,
        List<String> cacheFrom,
        boolean pull,
        Leftovers leftovers,
        Map<String, @Nullable String> buildArgs,
        Map<String, String> labels,
        String platform,
        String target,
        ObjectNode host,
        RegistryLogins logins) {

    /** Which containers stay when their step is done. */
    enum Leftovers {
        NONE,
        /** That of a step that failed, for somebody to look at. */
        FAILED,
        ALL
    }

    private static final String BUILDKIT = "2";

    /** @throws InvalidArgumentException naming the parameter that makes no sense */
    static BuildRequest of(Exchange exchange) {
        Query query = exchange.query();
        refuse(query);
        String platform = query.text("platform").orElse("").toLowerCase(Locale.ROOT);
        if (!platform.isEmpty()) {
            Platform.parse(platform);
        }
        return new BuildRequest(
                query.text("dockerfile").orElse(""),
                query.text("remote").orElse(""),
                tags(query.all("t")),
                query.flag("q"),
                !query.flag("nocache"),
                strings(query, "cachefrom"),
                query.flag("pull"),
                leftovers(query),
                arguments(query),
                labels(query),
                platform,
                query.text("target").orElse(""),
                host(query),
                RegistryLogins.of(exchange.header(RegistryLogins.HEADER)));
    }

    /** What is asked for and not offered is said, never passed over. */
    private static void refuse(Query query) {
        if (query.text("version").orElse("1").equals(BUILDKIT)) {
            throw new NotImplementedException(
                    "BuildKit is not supported: have the client use the classic builder (DOCKER_BUILDKIT=0)");
        }
        if (query.flag("squash")) {
            throw new InvalidArgumentException("squash is not supported");
        }
        if (!strings(query, "outputs").isEmpty()) {
            throw new NotImplementedException("outputs are not supported: the classic builder makes images only");
        }
        String isolation = query.text("isolation").orElse("");
        if (!isolation.isEmpty() && !isolation.equals("default")) {
            throw new InvalidArgumentException("unsupported isolation: \"%s\"".formatted(isolation));
        }
    }

    private static Leftovers leftovers(Query query) {
        if (query.flag("forcerm")) {
            return Leftovers.NONE;
        }
        return query.flag("rm", true) ? Leftovers.FAILED : Leftovers.ALL;
    }

    private static List<ImageReference> tags(List<String> texts) {
        Set<ImageReference> tags = new LinkedHashSet<>();
        for (String text : texts) {
            if (!text.isEmpty()) {
                ImageReference name = ImageReference.parse(text);
                if (name.digest() != null) {
                    throw new InvalidArgumentException("build tag cannot contain a digest");
                }
                tags.add(name.withDefaultTag());
            }
        }
        return List.copyOf(tags);
    }

    private static Map<String, @Nullable String> arguments(Query query) {
        Map<String, @Nullable String> arguments = new LinkedHashMap<>();
        object(query, "buildargs")
                .properties()
                .forEach(it -> arguments.put(
                        it.getKey(),
                        it.getValue().isNull() ? null : it.getValue().asText()));
        return arguments;
    }

    private static Map<String, String> labels(Query query) {
        Map<String, String> labels = new LinkedHashMap<>();
        object(query, "labels")
                .properties()
                .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
        return labels;
    }

    private static ObjectNode host(Query query) {
        ObjectNode host = JsonNodeFactory.instance.objectNode();
        number(query, "memory", host, "Memory");
        number(query, "memswap", host, "MemorySwap");
        number(query, "cpushares", host, "CpuShares");
        number(query, "cpuperiod", host, "CpuPeriod");
        number(query, "cpuquota", host, "CpuQuota");
        number(query, "shmsize", host, "ShmSize");
        query.text("cpusetcpus").ifPresent(it -> host.put("CpusetCpus", it));
        query.text("cpusetmems").ifPresent(it -> host.put("CpusetMems", it));
        query.text("cgroupparent").ifPresent(it -> host.put("CgroupParent", it));
        query.text("networkmode").ifPresent(it -> host.put("NetworkMode", it));
        array(query, "ulimits").ifPresent(it -> host.set("Ulimits", it));
        array(query, "securityopt").ifPresent(it -> host.set("SecurityOpt", it));
        List<String> hosts = query.all("extrahosts");
        if (!hosts.isEmpty()) {
            ArrayNode list = host.putArray("ExtraHosts");
            hosts.forEach(list::add);
        }
        return host;
    }

    private static void number(Query query, String parameter, ObjectNode host, String field) {
        query.number(parameter).ifPresent(value -> host.put(field, value));
    }

    private static List<String> strings(Query query, String parameter) {
        List<String> values = new ArrayList<>();
        array(query, parameter).ifPresent(array -> array.forEach(it -> values.add(it.asText())));
        return values;
    }

    private static Optional<ArrayNode> array(Query query, String parameter) {
        return json(query, parameter).map(value -> {
            if (value instanceof ArrayNode array) {
                return array;
            }
            throw new InvalidArgumentException("parameter %s is not a list".formatted(parameter));
        });
    }

    private static ObjectNode object(Query query, String parameter) {
        return json(query, parameter)
                .map(value -> {
                    if (value instanceof ObjectNode object) {
                        return object;
                    }
                    throw new InvalidArgumentException("parameter %s is not an object".formatted(parameter));
                })
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static Optional<JsonNode> json(Query query, String parameter) {
        return query.text(parameter)
                .map(text -> {
                    try {
                        return EngineJson.read(text.getBytes(UTF_8), JsonNode.class);
                    } catch (InvalidArgumentException e) {
                        throw new InvalidArgumentException(
                                "error reading parameter %s: %s".formatted(parameter, e.text()), e);
                    }
                })
                .filter(value -> !value.isNull());
    }
}
