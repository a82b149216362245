package io.jdock.cli.command.credentials;

import io.jdock.cli.command.Cli;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The credentials for all registries, as the engine wants them with a build, which may pull from any of them. */
public final class RegistryConfigHeader {

    /** The header's name. */
    public static final String NAME = "X-Registry-Config";

    private RegistryConfigHeader() {}

    /** The header's value; an empty object when no credentials are known. */
    public static String of(Cli cli) {
        JsonObjectBuilder all = JsonObject.builder();
        CredentialStores.all(cli).forEach((server, login) -> all.put(server, AuthHeader.json(server, login)));
        return Base64.getUrlEncoder().encodeToString(all.build().toJson().getBytes(StandardCharsets.UTF_8));
    }
}
