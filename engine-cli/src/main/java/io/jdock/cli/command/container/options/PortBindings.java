package io.jdock.cli.command.container.options;

import io.jdock.cli.command.CommandException;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import io.jdock.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects {@code -p [ip:][host[-host]:]inside[-inside][/protocol]} and {@code --expose}. */
final class PortBindings {

    private final Map<String, List<JsonValue>> byPort = new LinkedHashMap<>();

    /** Every exposed port; a published one is exposed too. */
    JsonObject exposed() {
        JsonObjectBuilder all = JsonObject.builder();
        for (String port : byPort.keySet()) {
            all.put(port, JsonObject.EMPTY);
        }
        return all.build();
    }

    JsonObject bindings() {
        JsonObjectBuilder all = JsonObject.builder();
        for (Map.Entry<String, List<JsonValue>> entry : byPort.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                all.put(entry.getKey(), new JsonArray(entry.getValue()));
            }
        }
        return all.build();
    }

    void expose(String text) {
        if (text.indexOf(':') >= 0) {
            throw new CommandException("invalid port format for --expose: " + text);
        }
        String protocol = protocol(text);
        PortRange range = PortRange.parse(withoutProtocol(text), "invalid range format for --expose: " + text);
        for (int i = 0; i < range.size(); i++) {
            byPort.computeIfAbsent(range.at(i) + "/" + protocol, _ -> new ArrayList<>());
        }
    }

    void publish(String text) {
        String protocol = protocol(text);
        String rest = withoutProtocol(text);
        int inside = rest.lastIndexOf(':');
        String target = rest.substring(inside + 1);
        String before = inside < 0 ? "" : rest.substring(0, inside);
        int outside = before.endsWith("]") ? before.length() : before.lastIndexOf(':');
        String address = outside < 0 ? "" : withoutBrackets(before.substring(0, outside));
        String source = outside < 0 ? before : before.substring(Math.min(before.length(), outside + 1));
        if (target.isEmpty()) {
            throw new CommandException("no port specified: " + text + "<empty>");
        }
        PortRange targets = PortRange.parse(target, "invalid containerPort: " + target);
        bind(address, source, targets, protocol, text);
    }

    private void bind(String address, String source, PortRange targets, String protocol, String text) {
        PortRange sources = source.isEmpty() ? null : PortRange.parse(source, "invalid hostPort: " + source);
        // A range may offer more host ports than one container port needs: the engine then picks a free one.
        boolean pick = sources != null && targets.size() == 1 && sources.size() > 1;
        if (sources != null && !pick && sources.size() != targets.size()) {
            throw new CommandException("invalid ranges specified for container and host Ports: " + text);
        }
        for (int i = 0; i < targets.size(); i++) {
            String hostPort = sources == null ? "" : pick ? source : Integer.toString(sources.at(i));
            byPort.computeIfAbsent(targets.at(i) + "/" + protocol, _ -> new ArrayList<>())
                    .add(JsonObject.builder()
                            .put("HostIp", address)
                            .put("HostPort", hostPort)
                            .build());
        }
    }

    private static String protocol(String text) {
        int slash = text.lastIndexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (!protocol.equals("tcp") && !protocol.equals("udp") && !protocol.equals("sctp")) {
            throw new CommandException("invalid proto: " + protocol);
        }
        return protocol;
    }

    private static String withoutProtocol(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static String withoutBrackets(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    /**
     * Ports in a row.
     *
     * @param first 0 to 65535
     * @param last not smaller than {@code first}
     */
    private record PortRange(int first, int last) {

        private static final int MAX = 65_535;

        static PortRange parse(String text, String complaint) {
            int dash = text.indexOf('-');
            int first = number(dash < 0 ? text : text.substring(0, dash), complaint);
            int last = dash < 0 ? first : number(text.substring(dash + 1), complaint);
            if (last < first) {
                throw new CommandException(complaint);
            }
            return new PortRange(first, last);
        }

        int size() {
            return last - first + 1;
        }

        int at(int index) {
            return first + index;
        }

        private static int number(String text, String complaint) {
            try {
                int number = Integer.parseInt(text);
                if (number >= 0 && number <= MAX) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new CommandException(complaint);
            }
            throw new CommandException(complaint);
        }
    }
}
