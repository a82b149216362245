package io.jdock.cli.command.image;

import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The user's name and password at a registry, from the {@code auths} of the configuration file. */
final class Credentials {

    private static final String HUB = "docker.io";
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private Credentials() {}

    /** The value of the header {@code X-Registry-Auth}; says "none" when the file has nothing for the registry. */
    static String header(JsonObject config, String registry) {
        String key = registry.equals(HUB) ? HUB_KEY : registry;
        JsonObject entry = entry(config.object("auths"), key);
        String json = entry.isEmpty() ? "{}" : credentials(entry, key).toJson();
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Old files name a registry by a URL. */
    private static JsonObject entry(JsonObject auths, String key) {
        if (auths.has(key)) {
            return auths.object(key);
        }
        for (String name : auths.members().keySet()) {
            if (host(name).equals(key)) {
                return auths.object(name);
            }
        }
        return JsonObject.EMPTY;
    }

    private static String host(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static JsonObject credentials(JsonObject entry, String key) {
        JsonObjectBuilder all = JsonObject.builder();
        String encoded = entry.text("auth");
        if (encoded.isEmpty()) {
            all.putUnlessEmpty("username", entry.text("username")).putUnlessEmpty("password", entry.text("password"));
        } else {
            String pair = decoded(encoded, key);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new CommandException("invalid auth configuration file: no password for " + key);
            }
            all.put("username", pair.substring(0, colon)).put("password", pair.substring(colon + 1));
        }
        return all.put("serveraddress", key)
                .putUnlessEmpty("identitytoken", entry.text("identitytoken"))
                .putUnlessEmpty("registrytoken", entry.text("registrytoken"))
                .build();
    }

    private static String decoded(String encoded, String key) {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CommandException("invalid auth configuration file: not base64 for " + key);
        }
    }
}
