package io.jdock.cli;

import io.jdock.cli.command.Command;
import io.jdock.cli.command.CommandException;
import io.jdock.cli.command.build.BuildCommand;
import io.jdock.cli.command.build.PruneStepsCommand;
import io.jdock.cli.command.container.AttachCommand;
import io.jdock.cli.command.container.CommitCommand;
import io.jdock.cli.command.container.CreateCommand;
import io.jdock.cli.command.container.ExecCommand;
import io.jdock.cli.command.container.ExportCommand;
import io.jdock.cli.command.container.KillCommand;
import io.jdock.cli.command.container.ListCommand;
import io.jdock.cli.command.container.LogsCommand;
import io.jdock.cli.command.container.PauseCommand;
import io.jdock.cli.command.container.PortCommand;
import io.jdock.cli.command.container.RemoveCommand;
import io.jdock.cli.command.container.RenameCommand;
import io.jdock.cli.command.container.RestartCommand;
import io.jdock.cli.command.container.RunCommand;
import io.jdock.cli.command.container.StartCommand;
import io.jdock.cli.command.container.StopCommand;
import io.jdock.cli.command.container.TopCommand;
import io.jdock.cli.command.container.UnpauseCommand;
import io.jdock.cli.command.container.WaitCommand;
import io.jdock.cli.command.image.HistoryCommand;
import io.jdock.cli.command.image.ImagesCommand;
import io.jdock.cli.command.image.ImportCommand;
import io.jdock.cli.command.image.LoadCommand;
import io.jdock.cli.command.image.PruneCommand;
import io.jdock.cli.command.image.PullCommand;
import io.jdock.cli.command.image.PushCommand;
import io.jdock.cli.command.image.RemoveImageCommand;
import io.jdock.cli.command.image.SaveCommand;
import io.jdock.cli.command.image.TagCommand;
import io.jdock.cli.command.manifest.AnnotateCommand;
import io.jdock.cli.command.manifest.CreateListCommand;
import io.jdock.cli.command.manifest.InspectListCommand;
import io.jdock.cli.command.manifest.PushListCommand;
import io.jdock.cli.command.manifest.RemoveListCommand;
import io.jdock.cli.command.registry.LoginCommand;
import io.jdock.cli.command.registry.LogoutCommand;
import io.jdock.cli.command.registry.SearchCommand;
import io.jdock.cli.command.system.EventsCommand;
import io.jdock.cli.command.system.InfoCommand;
import io.jdock.cli.command.system.InspectCommand;
import io.jdock.cli.command.system.VersionCommand;
import io.jdock.cli.command.usage.DfCommand;
import io.jdock.cli.flags.FlagSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the command that words on the command line name. Only the class of that one command is loaded. */
final class CommandTable {

    private CommandTable() {}

    /**
     * A command that was found.
     *
     * @param name the words it was called by
     * @param rest the words after its name
     */
    record Match(Command command, String name, List<String> rest) {}

    /**
     * Finds a command.
     *
     * @return null when only help can be shown: no words at all, or a group alone
     * @throws CommandException when there is no such command
     */
    static @Nullable Match find(List<String> words) {
        if (words.isEmpty() || isHelp(words.get(0))) {
            return null;
        }
        String first = words.get(0);
        if (!isGroup(first)) {
            return match(topLevel(first), first, words, 1, first);
        }
        if (words.size() == 1 || isHelp(words.get(1))) {
            return null;
        }
        String second = words.get(1);
        return match(inGroup(first, second), first + " " + second, words, 2, first);
    }

    /** Help for the program, or for the group that {@code words} name. */
    static String overview(List<String> words, FlagSet global) {
        String group = words.isEmpty() || !isGroup(words.get(0)) ? "" : words.get(0);
        return group.isEmpty() ? Overview.ofProgram(global) : Overview.ofGroup(group);
    }

    /** Whether the words end in a request for help. */
    static boolean asksForHelp(List<String> words) {
        return !words.isEmpty() && isHelp(words.get(words.size() - 1));
    }

    static boolean isGroup(String word) {
        return switch (word) {
            case "builder", "container", "image", "manifest", "system" -> true;
            default -> false;
        };
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h") || word.equals("help");
    }

    private static Match match(@Nullable Command command, String name, List<String> words, int used, String group) {
        if (command != null) {
            return new Match(command, name, words.subList(used, words.size()));
        }
        String program = FlagSet.PROGRAM;
        String usage = used == 1 ? "" : "Usage:  " + program + " " + group + "\n\n";
        String help = used == 1 ? program : program + " " + group;
        throw new CommandException(program + ": unknown command: " + program + " " + name + "\n\n" + usage + "Run '"
                + help + " --help' for more information");
    }

    private static @Nullable Command topLevel(String name) {
        return switch (name) {
            case "images" -> new ImagesCommand();
            case "rmi" -> new RemoveImageCommand();
            case "build", "pull", "push", "tag", "load", "save", "history", "import" -> image(name);
            case "info", "events" -> system(name);
            case "login" -> new LoginCommand();
            case "logout" -> new LogoutCommand();
            case "search" -> new SearchCommand();
            case "version" -> new VersionCommand();
            case "inspect" -> new InspectCommand(InspectCommand.Kind.ANY);
            // "docker ls" does not exist, only its longer form does.
            case "ls", "list", "remove" -> null;
            default -> container(name);
        };
    }

    private static @Nullable Command inGroup(String group, String name) {
        return switch (group) {
            case "builder" -> builder(name);
            case "container" -> container(name);
            case "image" -> image(name);
            case "manifest" -> manifest(name);
            default -> system(name);
        };
    }

    private static @Nullable Command builder(String name) {
        return switch (name) {
            case "build" -> new BuildCommand();
            case "prune" -> new PruneStepsCommand();
            default -> null;
        };
    }

    private static @Nullable Command container(String name) {
        return switch (name) {
            case "attach" -> new AttachCommand();
            case "commit" -> new CommitCommand();
            case "create" -> new CreateCommand();
            case "exec" -> new ExecCommand();
            case "export" -> new ExportCommand();
            case "inspect" -> new InspectCommand(InspectCommand.Kind.CONTAINER);
            case "kill" -> new KillCommand();
            case "logs" -> new LogsCommand();
            case "ls", "list", "ps" -> new ListCommand();
            case "pause" -> new PauseCommand();
            case "port" -> new PortCommand();
            case "rename" -> new RenameCommand();
            case "restart" -> new RestartCommand();
            case "rm", "remove" -> new RemoveCommand();
            case "run" -> new RunCommand();
            case "start" -> new StartCommand();
            case "stop" -> new StopCommand();
            case "top" -> new TopCommand();
            case "unpause" -> new UnpauseCommand();
            case "wait" -> new WaitCommand();
            default -> null;
        };
    }

    private static @Nullable Command image(String name) {
        return switch (name) {
            case "build" -> new BuildCommand();
            case "history" -> new HistoryCommand();
            case "import" -> new ImportCommand();
            case "inspect" -> new InspectCommand(InspectCommand.Kind.IMAGE);
            case "load" -> new LoadCommand();
            case "ls", "list" -> new ImagesCommand();
            case "prune" -> new PruneCommand();
            case "pull" -> new PullCommand();
            case "push" -> new PushCommand();
            case "rm", "remove" -> new RemoveImageCommand();
            case "save" -> new SaveCommand();
            case "tag" -> new TagCommand();
            default -> null;
        };
    }

    private static @Nullable Command manifest(String name) {
        return switch (name) {
            case "annotate" -> new AnnotateCommand();
            case "create" -> new CreateListCommand();
            case "inspect" -> new InspectListCommand();
            case "push" -> new PushListCommand();
            case "rm" -> new RemoveListCommand();
            default -> null;
        };
    }

    private static @Nullable Command system(String name) {
        return switch (name) {
            case "df" -> new DfCommand();
            case "events" -> new EventsCommand();
            case "info" -> new InfoCommand();
            default -> null;
        };
    }
}
