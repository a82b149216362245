package io.jdock.cli.command.system;

import io.jdock.cli.client.DaemonException;
import io.jdock.cli.client.Query;
import io.jdock.cli.command.Cli;
import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.Document;
import io.jdock.cli.command.FormatFlag;
import io.jdock.cli.command.image.PlatformParameter;
import io.jdock.cli.flags.Arity;
import io.jdock.cli.flags.BoolFlag;
import io.jdock.cli.flags.FlagSet;
import io.jdock.cli.flags.TextFlag;
import io.jdock.cli.format.Texts;
import io.jdock.cli.template.Template;
import io.jdock.json.JsonIndent;
import io.jdock.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jdock inspect}, {@code jdock container inspect} and {@code jdock image inspect}. */
public final class InspectCommand implements Command {

    /** What kind of object is looked for. */
    public enum Kind {
        ANY,
        CONTAINER,
        IMAGE
    }

    private static final List<String> TYPES = List.of("container", "image", "network", "volume");
    private static final String INDENT = "    ";

    private final Kind kind;
    private final FlagSet flags;
    private final TextFlag format;
    private final @Nullable BoolFlag size;
    private final @Nullable TextFlag type;
    private final @Nullable TextFlag platform;

    /** The command for one kind; for any kind it takes {@code --type}. */
    public InspectCommand(Kind kind) {
        this.kind = kind;
        flags = switch (kind) {
            case ANY -> flagSet("NAME|ID [NAME|ID...]", "Return low-level information on Docker objects");
            case CONTAINER ->
                flagSet("CONTAINER [CONTAINER...]", "Display detailed information on one or more containers");
            case IMAGE -> flagSet("IMAGE [IMAGE...]", "Display detailed information on one or more images");
        };
        format = FormatFlag.ofDocument(flags);
        size = kind == Kind.IMAGE ? null : flags.bool("size", 's', sizeHelp(kind));
        type = kind == Kind.ANY ? flags.text("type", '\0', "Only inspect objects of the given type") : null;
        platform = kind == Kind.IMAGE ? flags.text("platform", '\0', platformHelp()) : null;
    }

    private static FlagSet flagSet(String words, String summary) {
        return new FlagSet("[OPTIONS] " + words, summary, Arity.atLeast(1));
    }

    private static String sizeHelp(Kind kind) {
        return kind == Kind.ANY ? "Display total file sizes if the type is container" : "Display total file sizes";
    }

    private static String platformHelp() {
        return "Inspect a specific platform of the multi-platform image.\n"
                + "If the image or the server is not multi-platform capable, the command will error out if the platform"
                + " does not match.\n'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)";
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public int run(Cli cli, List<String> words) {
        List<String> types = types();
        List<String> found = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (String name : words) {
            try {
                found.add(lookUp(cli, name, types));
            } catch (DaemonException e) {
                failures.add(String.valueOf(e.getMessage()));
            } catch (CommandException e) {
                failures.add("Error: " + e.getMessage());
            }
        }
        print(cli, found);
        for (String failure : failures) {
            cli.err().println(failure);
        }
        return failures.isEmpty() ? 0 : 1;
    }

    private List<String> types() {
        if (type == null) {
            return List.of(kind == Kind.CONTAINER ? "container" : "image");
        }
        if (!type.given()) {
            return TYPES;
        }
        if (!TYPES.contains(type.value())) {
            throw new CommandException("\"" + type.value() + "\" is not a valid value for --type");
        }
        return List.of(type.value());
    }

    /** Asks for each type in turn; with one type only, its own error is the one to show. */
    private String lookUp(Cli cli, String name, List<String> types) {
        for (String candidate : types) {
            try {
                return cli.client().getText(path(candidate, name));
            } catch (DaemonException e) {
                boolean elsewhere = e.isNotFound() || e.status() == 501;
                if (types.size() == 1 || !elsewhere) {
                    throw e;
                }
            }
        }
        throw new CommandException("No such object: " + name);
    }

    private String path(String candidate, String name) {
        String encoded = Query.encode(name);
        return switch (candidate) {
            case "container" ->
                "/containers/" + encoded + "/json" + new Query().addIfTrue("size", size != null && size.value());
            case "image" ->
                "/images/" + encoded + "/json"
                        + new Query()
                                .addUnlessEmpty(
                                        "platform",
                                        platform == null || !platform.given()
                                                ? ""
                                                : PlatformParameter.of(platform.value()));
            case "network" -> "/networks/" + encoded;
            default -> "/volumes/" + encoded;
        };
    }

    private void print(Cli cli, List<String> found) {
        if (format.value().isEmpty() || format.value().equals("json")) {
            String list = "[" + Texts.join(found, ",") + "]";
            cli.out().println(format.value().isEmpty() ? JsonIndent.indent(list, INDENT) : compact(list));
            return;
        }
        Template template = Document.parse(format.value());
        for (String document : found) {
            try {
                cli.out().println(Document.render(template, JsonReader.read(document)));
            } catch (CommandException e) {
                cli.out().println("");
                throw e;
            }
        }
        if (found.isEmpty()) {
            cli.out().println("");
        }
    }

    private static String compact(String list) {
        return JsonReader.read(list).toJson();
    }
}
