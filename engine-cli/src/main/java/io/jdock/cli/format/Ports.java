package io.jdock.cli.format;

import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The column PORTS: neighbouring ports of one address and protocol shrink to a range. */
public final class Ports {

    private final Map<String, Range> open = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();
    private final List<String> translated = new ArrayList<>();

    private Ports() {}

    /** Shows the {@code Ports} of a container in a list. */
    public static String show(JsonArray ports) {
        List<Port> sorted = new ArrayList<>();
        for (JsonObject port : ports.objects()) {
            sorted.add(Port.of(port));
        }
        sorted.sort(Port::compareTo);
        Ports all = new Ports();
        for (Port port : sorted) {
            all.add(port);
        }
        return all.render();
    }

    private void add(Port port) {
        if (port.isPublished() && port.outside() != port.inside()) {
            translated.add(port.mapping());
            return;
        }
        String key = port.address() + "/" + port.protocol();
        Range range = open.get(key);
        if (range != null && range.last() + 1 == port.inside()) {
            open.put(key, new Range(port, range.first(), port.inside()));
            return;
        }
        if (range != null) {
            shown.add(range.render());
        }
        open.put(key, new Range(port, port.inside(), port.inside()));
    }

    private String render() {
        for (Range range : open.values()) {
            shown.add(range.render());
        }
        shown.addAll(translated);
        return Texts.join(shown, ", ");
    }

    private record Range(Port port, long first, long last) {

        String render() {
            String span = first == last ? Long.toString(first) : first + "-" + last;
            String target = span + "/" + port.protocol();
            return port.isPublished() ? port.bracketedAddress() + ":" + span + "->" + target : target;
        }
    }

    private record Port(String address, long inside, long outside, String protocol) implements Comparable<Port> {

        static Port of(JsonObject port) {
            return new Port(port.text("IP"), port.number("PrivatePort"), port.number("PublicPort"), port.text("Type"));
        }

        boolean isPublished() {
            return !address.isEmpty();
        }

        String bracketedAddress() {
            return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        }

        String mapping() {
            return bracketedAddress() + ":" + outside + "->" + inside + "/" + protocol;
        }

        @Override
        public int compareTo(Port other) {
            if (inside != other.inside) {
                return Long.compare(inside, other.inside);
            }
            if (!address.equals(other.address)) {
                return address.compareTo(other.address);
            }
            return outside != other.outside ? Long.compare(outside, other.outside) : protocol.compareTo(other.protocol);
        }
    }
}
