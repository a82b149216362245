package io.jdock.cli.command.container;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** {@code jdock port}. */
public final class PortCommand implements Command {

    private final FlagSet flags = new FlagSet(
                    "CONTAINER [PRIVATE_PORT[/PROTO]]",
                    "List port mappings or a specific mapping for the container",
                    new Arity(1, 2))
            .aliases("container port", "port");

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        JsonObject container = cli.client().getObject(ContainerPath.of(words.get(0), "json"));
        JsonObject ports = container.object("NetworkSettings").object("Ports");
        if (words.size() == 2) {
            one(cli, words.get(0), ports, words.get(1));
            return 0;
        }
        List<String> names = new ArrayList<>(ports.members().keySet());
        names.sort(PortCommand::compare);
        for (String name : names) {
            for (JsonObject binding : ports.array(name).objects()) {
                cli.out().println(name + " -> " + address(binding));
            }
        }
        return 0;
    }

    private static void one(Cli cli, String container, JsonObject ports, String wanted) {
        String port = wanted.indexOf('/') < 0 ? wanted + "/tcp" : wanted;
        List<JsonObject> bindings = ports.array(port).objects();
        if (bindings.isEmpty()) {
            throw new CommandException("Error: No public port '" + wanted + "' published for " + container);
        }
        for (JsonObject binding : bindings) {
            cli.out().println(address(binding));
        }
    }

    private static String address(JsonObject binding) {
        String host = binding.text("HostIp");
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + binding.text("HostPort");
    }

    /** By number, then by protocol. */
    private static int compare(String left, String right) {
        int slashLeft = left.indexOf('/');
        int slashRight = right.indexOf('/');
        return slashLeft == slashRight ? left.compareTo(right) : Integer.compare(slashLeft, slashRight);
    }
}
