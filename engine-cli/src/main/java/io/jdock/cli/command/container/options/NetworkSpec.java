package io.jdock.cli.command.container.options;

import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of {@code --network}: a name, or {@code name=web,alias=a,ip=10.0.0.2}.
 *
 * @param settings what is wanted of this network, as the engine reads it
 */
record NetworkSpec(String name, JsonObject settings) {

    static boolean isBuiltIn(String name) {
        return name.equals("default")
                || name.equals("bridge")
                || name.equals("host")
                || name.equals("none")
                || name.startsWith("container:");
    }

    static NetworkSpec parse(String text) {
        if (text.indexOf('=') < 0) {
            return new NetworkSpec(text, JsonObject.EMPTY);
        }
        String name = "";
        String mac = "";
        List<String> aliases = new ArrayList<>();
        List<String> options = new ArrayList<>();
        io.jdock.json.JsonObjectBuilder addresses = JsonObject.builder();
        for (String field : text.split(",", -1)) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? field : field.substring(0, equals);
            String value = equals < 0 ? "" : field.substring(equals + 1);
            switch (key) {
                case "name" -> name = value;
                case "alias" -> aliases.add(value);
                case "ip" -> addresses.put("IPv4Address", value);
                case "ip6" -> addresses.put("IPv6Address", value);
                case "mac-address" -> mac = value;
                case "driver-opt" -> options.add(value);
                default -> throw new CommandException("invalid field key " + key + " in --network " + text, 125);
            }
        }
        if (name.isEmpty()) {
            throw new CommandException("network name not specified in --network " + text, 125);
        }
        return new NetworkSpec(
                name,
                JsonObject.builder()
                        .putUnlessEmpty("IPAMConfig", addresses.build())
                        .putUnlessEmpty("Aliases", aliases)
                        .putUnlessEmpty("MacAddress", mac)
                        .putUnlessEmpty("DriverOpts", KeyValues.toObject(options))
                        .build());
    }
}
