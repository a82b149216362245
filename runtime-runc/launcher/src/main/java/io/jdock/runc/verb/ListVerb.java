package io.jdock.runc.verb;

import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonValue;
import io.jdock.runc.container.Container;
import io.jdock.runc.container.ContainerView;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.state.ContainerDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the containers below the root. */
public final class ListVerb implements Verb {

    private final FlagSet set = new FlagSet();
    private final Flag format = set.text("format", "f", "table or json (default: \"table\")");
    private final Flag quiet = set.toggle("quiet", "q", "print names only");

    @Override
    public Usage usage() {
        return new Usage("list", "list the containers of the given root", "", Usage.Arity.exactly(0), "");
    }

    @Override
    public FlagSet flags() {
        return set;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        List<ContainerView> views = new ArrayList<>();
        for (ContainerDirectory directory : cli.root().all()) {
            view(cli, directory).ifPresent(views::add);
        }
        if (quiet.on()) {
            views.forEach(view -> cli.out().print(view.state().id() + "\n"));
            return 0;
        }
        cli.out()
                .print(
                        switch (format.text()) {
                            case "", "table" -> table(views);
                            case "json" -> json(views);
                            default -> throw new InvalidArgumentException("invalid format option");
                        });
        return 0;
    }

    /** One that cannot be read is no reason not to show the others. */
    private static Optional<ContainerView> view(Cli cli, ContainerDirectory directory) {
        try {
            return Container.of(directory, cli.launcher())
                    .map(container -> ContainerView.of(container, Accounts.name(directory.owner())));
        } catch (DataLossException e) {
            cli.log().error("load container %s: %s".formatted(directory.id(), e.text()));
            return Optional.empty();
        }
    }

    private static String table(List<ContainerView> views) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"));
        for (ContainerView view : views) {
            rows.add(List.of(
                    view.state().id(),
                    Integer.toString(view.pid()),
                    view.status().toString(),
                    view.state().bundle().toString(),
                    view.created(),
                    view.owner()));
        }
        return Table.render(rows);
    }

    private static String json(List<ContainerView> views) {
        if (views.isEmpty()) {
            return "null\n";
        }
        return Json.line(
                new JsonArray(views.stream().<JsonValue>map(ContainerView::json).toList()));
    }
}
