package io.jdock.cli.command.credentials;

import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonReader;
import io.jdock.json.JsonSyntaxException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Credentials kept by a program {@code docker-credential-NAME}. The configuration file still lists the servers, without
 * anything secret.
 *
 * @see <a href="https://github.com/docker/docker-credential-helpers">the helpers' protocol</a>
 */
final class HelperStore implements CredentialStore {

    private static final String NOT_FOUND = "credentials not found in native keychain";
    /** In the place of a name: the secret is an identity token. */
    private static final String TOKEN = "<token>";

    private final HelperProgram program;
    private final CredentialStore file;

    HelperStore(HelperProgram program, CredentialStore file) {
        this.program = program;
        this.file = file;
    }

    @Override
    public Login get(String server) {
        HelperProgram.Answer answer = program.run("get", server);
        if (answer.isFailure()) {
            if (answer.output().equals(NOT_FOUND)) {
                return Login.NONE;
            }
            throw answer.failure("getting");
        }
        JsonObject found = parsed(answer.output());
        String name = found.text("Username");
        String secret = found.text("Secret");
        return name.equals(TOKEN) ? new Login("", "", secret, "") : Login.of(name, secret);
    }

    @Override
    public Map<String, Login> all() {
        HelperProgram.Answer answer = program.run("list", "");
        if (answer.isFailure()) {
            throw answer.failure("listing");
        }
        Map<String, Login> all = new TreeMap<>();
        parsed(answer.output()).members().keySet().forEach(server -> all.put(server, get(server)));
        return all;
    }

    @Override
    public void put(String server, Login login) {
        boolean token = !login.identityToken().isEmpty();
        JsonObject secret = JsonObject.builder()
                .put("ServerURL", server)
                .put("Username", token ? TOKEN : login.username())
                .put("Secret", token ? login.identityToken() : login.password())
                .build();
        HelperProgram.Answer answer = program.run("store", secret.toJson());
        if (answer.isFailure()) {
            throw answer.failure("storing");
        }
        file.put(server, Login.NONE);
    }

    @Override
    public void erase(String server) {
        HelperProgram.Answer answer = program.run("erase", server);
        if (answer.isFailure()) {
            throw answer.failure("erasing");
        }
        file.erase(server);
    }

    private JsonObject parsed(String output) {
        try {
            if (JsonReader.read(output) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw new CommandException(program.name() + ": " + e.getMessage());
        }
        throw new CommandException(program.name() + ": its answer is no JSON object");
    }
}
