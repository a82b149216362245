package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.format.Table;
import io.jdock.cli.format.Texts;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import io.jdock.json.JsonValue;
import java.util.List;

/** {@code jdock top}. */
public final class TopCommand implements Command {

    private static final int NARROWEST_COLUMN = 20;

    private final FlagSet flags = new FlagSet(
                    "CONTAINER [ps OPTIONS]", "Display the running processes of a container", Arity.atLeast(1))
            .aliases("container top", "top")
            .stopAtFirstWord();

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        Query query = new Query().addUnlessEmpty("ps_args", Texts.join(words.subList(1, words.size()), " "));
        JsonObject top = cli.client().getObject(ContainerPath.of(words.get(0), "top") + query);
        Table table = new Table(NARROWEST_COLUMN);
        table.add(top.array("Titles").texts().toArray(new String[0]));
        for (JsonValue process : top.array("Processes").items()) {
            if (process instanceof JsonArray cells) {
                table.add(cells.texts().toArray(new String[0]));
            }
        }
        cli.out().print(table.render());
        return 0;
    }
}
