package io.jdock.cli.command.container.options;

import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.ListFlag;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.flags.ValueCheck;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/** Networks, published ports, names. */
final class NetworkOptions implements OptionGroup {

    private final ListFlag networks;
    private final ListFlag oldNetworks;
    private final ListFlag aliases;
    private final ListFlag links;
    private final ListFlag linkLocal;
    private final TextFlag ip;
    private final TextFlag ip6;
    private final TextFlag mac;
    private final ListFlag publish;
    private final BoolFlag publishAll;
    private final ListFlag expose;
    private final ListFlag addHost;
    private final ListFlag dns;
    private final ListFlag dnsOptions;
    private final ListFlag dnsSearch;

    NetworkOptions(FlagSet flags) {
        networks = flags.list("network", '\0', "network", ValueCheck.NONE, "Connect a container to a network");
        oldNetworks = flags.hidden(flags.list("net", '\0', "Connect a container to a network"));
        aliases = flags.list("network-alias", '\0', "Add network-scoped alias for the container");
        links = flags.list("link", '\0', "Add link to another container");
        linkLocal = flags.list("link-local-ip", '\0', "Container IPv4/IPv6 link-local addresses");
        ip = flags.text("ip", '\0', "IPv4 address (e.g., 172.30.100.104)");
        ip6 = flags.text("ip6", '\0', "IPv6 address (e.g., 2001:db8::33)");
        mac = flags.text("mac-address", '\0', "Container MAC address (e.g., 92:d0:c6:0a:29:33)");
        publish = flags.list("publish", 'p', "Publish a container's port(s) to the host");
        publishAll = flags.bool("publish-all", 'P', "Publish all exposed ports to random ports");
        expose = flags.list("expose", '\0', "Expose a port or a range of ports");
        addHost = flags.list("add-host", '\0', "list", HostEntry::parse, "Add a custom host-to-IP mapping (host:ip)");
        dns = flags.list("dns", '\0', "list", IpAddress.CHECK, "Set custom DNS servers");
        dnsOptions = flags.list("dns-option", '\0', "Set DNS options");
        dnsSearch = flags.list("dns-search", '\0', "Set custom DNS search domains");
    }

    @Override
    public void addTo(CreateRequest request) {
        PortBindings ports = new PortBindings();
        for (String text : publish.values()) {
            ports.publish(text);
        }
        for (String text : expose.values()) {
            ports.expose(text);
        }
        request.config().putUnlessEmpty("ExposedPorts", ports.exposed());
        request.host()
                .putUnlessEmpty("PortBindings", ports.bindings())
                .putIfTrue("PublishAllPorts", publishAll.value())
                .putUnlessEmpty("ExtraHosts", extraHosts())
                .putUnlessEmpty("Dns", dns.values())
                .putUnlessEmpty("DnsOptions", dnsOptions.values())
                .putUnlessEmpty("DnsSearch", dnsSearch.values());
        addNetworks(request);
    }

    private List<String> extraHosts() {
        List<String> entries = new ArrayList<>();
        for (String text : addHost.values()) {
            entries.add(HostEntry.parse(text).toString());
        }
        return entries;
    }

    private void addNetworks(CreateRequest request) {
        List<NetworkSpec> specs = new ArrayList<>();
        for (String text : networks.values()) {
            specs.add(NetworkSpec.parse(text));
        }
        for (String text : oldNetworks.values()) {
            specs.add(NetworkSpec.parse(text));
        }
        String first = specs.isEmpty() ? "default" : specs.get(0).name();
        if (!specs.isEmpty()) {
            request.host().put("NetworkMode", first);
        }
        JsonObjectBuilder endpoints = JsonObject.builder();
        JsonObject fromFlags = fromFlags(first);
        boolean several = specs.size() > 1;
        if (!fromFlags.isEmpty() && !specs.isEmpty() && !specs.get(0).settings().isEmpty()) {
            throw new CommandException(
                    "conflicting options: cannot specify both network flags and --network " + first + " with options");
        }
        if (!fromFlags.isEmpty() || specs.isEmpty()) {
            endpoints.putUnlessEmpty(first, fromFlags);
        }
        for (NetworkSpec spec : specs) {
            boolean done = spec.name().equals(first) && !fromFlags.isEmpty();
            if (!done && (several || !spec.settings().isEmpty())) {
                endpoints.put(spec.name(), spec.settings());
            }
        }
        request.endpoints(endpoints.build());
    }

    private JsonObject fromFlags(String network) {
        boolean userDefined = !NetworkSpec.isBuiltIn(network);
        if (!userDefined && !aliases.values().isEmpty()) {
            throw new CommandException("network-scoped aliases are only supported for user-defined networks");
        }
        JsonObject addresses = JsonObject.builder()
                .putUnlessEmpty("IPv4Address", ip.value())
                .putUnlessEmpty("IPv6Address", ip6.value())
                .putUnlessEmpty("LinkLocalIPs", linkLocal.values())
                .build();
        return JsonObject.builder()
                .putUnlessEmpty("IPAMConfig", addresses)
                .putUnlessEmpty("Links", userDefined ? links.values() : List.of())
                .putUnlessEmpty("Aliases", aliases.values())
                .putUnlessEmpty("MacAddress", mac.value())
                .build();
    }

    /** Links on the default network are a setting of the host, everywhere else of the endpoint. */
    List<String> hostLinks() {
        List<String> given = networks.values();
        return given.isEmpty()
                        || NetworkSpec.isBuiltIn(NetworkSpec.parse(given.get(0)).name())
                ? links.values()
                : List.of();
    }
}
