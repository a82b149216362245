package io.jdock.cli.command.credentials;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Credentials as the engine wants them with each request that goes on to a registry. */
public final class AuthHeader {

    /** The header's name. */
    public static final String NAME = "X-Registry-Auth";

    private AuthHeader() {}

    /**
     * The header's value for the registry of a reference; an empty object when no credentials are known. A store that fails is
     * told about, and the request goes on without: most images are for everybody.
     */
    public static String of(Cli cli, String domain) {
        String server = RegistryServer.ofDomain(domain);
        String json = json(server, found(cli, server)).toJson();
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Login found(Cli cli, String server) {
        try {
            return CredentialStores.of(cli, server).get(server);
        } catch (CommandException e) {
            cli.err().println("WARNING: no credentials for " + server + ": " + e.getMessage());
            return Login.NONE;
        }
    }

    /** As the body of a login has it. */
    public static JsonObject json(String server, Login login) {
        JsonObjectBuilder all = JsonObject.builder();
        if (login.isEmpty()) {
            return all.build();
        }
        return all.putUnlessEmpty("username", login.username())
                .putUnlessEmpty("password", login.password())
                .put("serveraddress", server)
                .putUnlessEmpty("identitytoken", login.identityToken())
                .putUnlessEmpty("registrytoken", login.registryToken())
                .build();
    }
}
