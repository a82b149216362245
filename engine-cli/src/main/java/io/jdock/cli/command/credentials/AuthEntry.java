package io.jdock.cli.command.credentials;

import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** How one set of credentials is spelled in JSON. */
final class AuthEntry {

    private AuthEntry() {}

    /** @throws CommandException when its password cannot be read */
    static Login read(JsonObject entry, String server) {
        String username = entry.text("username");
        String password = entry.text("password");
        String encoded = entry.text("auth");
        if (!encoded.isEmpty()) {
            String pair = decoded(encoded, server);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new CommandException("invalid auth configuration file: no password for " + server);
            }
            username = pair.substring(0, colon);
            password = pair.substring(colon + 1);
        }
        return new Login(username, password, entry.text("identitytoken"), entry.text("registrytoken"));
    }

    /** Those of many servers; a server without credentials, which some program keeps, is left out. */
    static Map<String, Login> readAll(JsonObject entries) {
        Map<String, Login> all = new TreeMap<>();
        for (String server : entries.members().keySet()) {
            Login login = read(entries.object(server), server);
            if (!login.isEmpty()) {
                all.put(server, login);
            }
        }
        return all;
    }

    static JsonObject write(Login login) {
        String pair = login.username() + ":" + login.password();
        String encoded =
                pair.equals(":") ? "" : Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return JsonObject.builder()
                .putUnlessEmpty("auth", encoded)
                .putUnlessEmpty("identitytoken", login.identityToken())
                .putUnlessEmpty("registrytoken", login.registryToken())
                .build();
    }

    private static String decoded(String encoded, String server) {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CommandException("invalid auth configuration file: not base64 for " + server);
        }
    }
}
