package io.jdock.cli.command.container.options;

import io.jdock.cli.command.Cli;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The environment variables for proxies that the user's configuration wants containers to have. */
public final class ProxyVariables {

    private static final List<String> FIELDS = List.of("allProxy", "ftpProxy", "httpProxy", "httpsProxy", "noProxy");

    private ProxyVariables() {}

    /**
     * The variables in large and small letters, as programs look for either; what the user sets himself is left out.
     *
     * @param environment {@code NAME=value} or a name alone
     */
    public static List<String> missing(Cli cli, List<String> environment) {
        JsonObject proxies = cli.config().object("proxies");
        if (proxies.isEmpty()) {
            return List.of();
        }
        JsonObject chosen = proxies.object(proxies.has(cli.engine()) ? cli.engine() : "default");
        List<String> variables = new ArrayList<>();
        for (String field : FIELDS) {
            String value = chosen.text(field);
            String name = field.substring(0, field.length() - "Proxy".length()).toUpperCase(Locale.ROOT) + "_PROXY";
            for (String each : List.of(name, name.toLowerCase(Locale.ROOT))) {
                if (!value.isEmpty() && !isSet(each, environment)) {
                    variables.add(each + "=" + value);
                }
            }
        }
        return variables;
    }

    private static boolean isSet(String name, List<String> environment) {
        for (String variable : environment) {
            if (variable.equals(name) || variable.startsWith(name + "=")) {
                return true;
            }
        }
        return false;
    }
}
