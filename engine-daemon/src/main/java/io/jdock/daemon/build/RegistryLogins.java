package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jdock.daemon.image.Credentials;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.ImageReference;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client sends in {@code X-Registry-Config}: credentials for each registry that a build may need. Never logged. */
record RegistryLogins(Map<String, Credentials> byHost) {

    static final String HEADER = "X-Registry-Config";

    private static final Pattern URL = Pattern.compile("(?:https?://)?([^/]+)(?:/.*)?");
    /** What clients call Docker Hub in their configuration. */
    private static final String DOCKER_HUB = "index.docker.io";

    /** Reads the header: base64url of JSON, from server to credentials. As in Docker one that cannot be read counts as none. */
    static RegistryLogins of(Optional<String> header) {
        Map<String, Credentials> logins = new HashMap<>();
        try {
            byte[] json = Base64.getUrlDecoder().decode(header.orElse("").getBytes(UTF_8));
            ObjectNode servers = EngineJson.read(json.length == 0 ? "{}".getBytes(UTF_8) : json, ObjectNode.class);
            for (Map.Entry<String, JsonNode> server : servers.properties()) {
                logins.put(host(server.getKey()), EngineJson.convert(server.getValue(), Credentials.class));
            }
        } catch (IllegalArgumentException | InvalidArgumentException e) {
            return new RegistryLogins(Map.of());
        }
        return new RegistryLogins(Map.copyOf(logins));
    }

    private static String host(String server) {
        var matcher = URL.matcher(server);
        String host = matcher.matches() ? matcher.group(1) : server;
        return host.equals(DOCKER_HUB) ? ImageReference.DOCKER_HUB : host;
    }

    /** Those for the registry that an image comes from. */
    Optional<Credentials> of(ImageReference image) {
        return Optional.ofNullable(byHost.get(image.domain()));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "credentials for " + byHost.keySet();
    }
}
