package io.jdock.cli;

import io.jdock.cli.flags.FlagSet;
import java.util.List;

/** Help that lists commands: of the whole program, or of one group. */
final class Overview {

    private static final int COLUMNS = 79;

    private static final List<Entry> COMMON = List.of(
            new Entry("run", "Create and run a new container from an image"),
            new Entry("exec", "Execute a command in a running container"),
            new Entry("ps", "List containers"),
            new Entry("build", "Build an image from a Dockerfile"),
            new Entry("pull", "Download an image from a registry"),
            new Entry("push", "Upload an image to a registry"),
            new Entry("images", "List images"),
            new Entry("login", "Authenticate to a registry"),
            new Entry("logout", "Log out from a registry"),
            new Entry("search", "Search Docker Hub for images"),
            new Entry("version", "Show the jdock version information"),
            new Entry("info", "Display system-wide information"));

    private static final List<Entry> GROUPS = List.of(
            new Entry("builder", "Manage builds"),
            new Entry("container", "Manage containers"),
            new Entry("image", "Manage images"),
            new Entry("manifest", "Manage image manifests and manifest lists"),
            new Entry("system", "Manage jdock"));

    private static final List<Entry> BUILDER =
            List.of(new Entry("build", "Build an image from a Dockerfile"), new Entry("prune", "Remove build cache"));

    private static final List<Entry> CONTAINER = List.of(
            new Entry("attach", "Attach local standard input, output, and error streams to a running container"),
            new Entry("commit", "Create a new image from a container's changes"),
            new Entry("create", "Create a new container"),
            new Entry("exec", "Execute a command in a running container"),
            new Entry("export", "Export a container's filesystem as a tar archive"),
            new Entry("inspect", "Display detailed information on one or more containers"),
            new Entry("kill", "Kill one or more running containers"),
            new Entry("logs", "Fetch the logs of a container"),
            new Entry("ls", "List containers"),
            new Entry("pause", "Pause all processes within one or more containers"),
            new Entry("port", "List port mappings or a specific mapping for the container"),
            new Entry("rename", "Rename a container"),
            new Entry("restart", "Restart one or more containers"),
            new Entry("rm", "Remove one or more containers"),
            new Entry("run", "Create and run a new container from an image"),
            new Entry("start", "Start one or more stopped containers"),
            new Entry("stop", "Stop one or more running containers"),
            new Entry("top", "Display the running processes of a container"),
            new Entry("unpause", "Unpause all processes within one or more containers"),
            new Entry("wait", "Block until one or more containers stop, then print their exit codes"));

    private static final List<Entry> IMAGE = List.of(
            new Entry("build", "Build an image from a Dockerfile"),
            new Entry("history", "Show the history of an image"),
            new Entry("import", "Import the contents from a tarball to create a filesystem image"),
            new Entry("inspect", "Display detailed information on one or more images"),
            new Entry("load", "Load an image from a tar archive or STDIN"),
            new Entry("ls", "List images"),
            new Entry("prune", "Remove unused images"),
            new Entry("pull", "Download an image from a registry"),
            new Entry("push", "Upload an image to a registry"),
            new Entry("rm", "Remove one or more images"),
            new Entry("save", "Save one or more images to a tar archive (streamed to STDOUT by default)"),
            new Entry("tag", "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE"));

    private static final List<Entry> MANIFEST = List.of(
            new Entry("annotate", "Add additional information to a local image manifest"),
            new Entry("create", "Create a local manifest list for annotating and pushing to a registry"),
            new Entry("inspect", "Display an image manifest, or manifest list"),
            new Entry("push", "Push a manifest list to a repository"),
            new Entry("rm", "Delete one or more manifest lists from local storage"));

    private static final List<Entry> SYSTEM = List.of(
            new Entry("df", "Show jdock disk usage"),
            new Entry("events", "Get real time events from the server"),
            new Entry("info", "Display system-wide information"));

    private static final List<Entry> OTHERS = List.of(
            new Entry("attach", "Attach local standard input, output, and error streams to a running container"),
            new Entry("commit", "Create a new image from a container's changes"),
            new Entry("create", "Create a new container"),
            new Entry("events", "Get real time events from the server"),
            new Entry("export", "Export a container's filesystem as a tar archive"),
            new Entry("history", "Show the history of an image"),
            new Entry("import", "Import the contents from a tarball to create a filesystem image"),
            new Entry("inspect", "Return low-level information on objects"),
            new Entry("kill", "Kill one or more running containers"),
            new Entry("load", "Load an image from a tar archive or STDIN"),
            new Entry("logs", "Fetch the logs of a container"),
            new Entry("pause", "Pause all processes within one or more containers"),
            new Entry("port", "List port mappings or a specific mapping for the container"),
            new Entry("rename", "Rename a container"),
            new Entry("restart", "Restart one or more containers"),
            new Entry("rm", "Remove one or more containers"),
            new Entry("rmi", "Remove one or more images"),
            new Entry("save", "Save one or more images to a tar archive (streamed to STDOUT by default)"),
            new Entry("start", "Start one or more stopped containers"),
            new Entry("stop", "Stop one or more running containers"),
            new Entry("tag", "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE"),
            new Entry("top", "Display the running processes of a container"),
            new Entry("unpause", "Unpause all processes within one or more containers"),
            new Entry("wait", "Block until one or more containers stop, then print their exit codes"));

    private Overview() {}

    private record Entry(String name, String summary) {}

    static String ofProgram(FlagSet global) {
        return "Usage:  " + FlagSet.PROGRAM + " [OPTIONS] COMMAND\n\nA container engine\n"
                + section("Common Commands", COMMON)
                + section("Management Commands", GROUPS)
                + section("Commands", OTHERS)
                + "\nGlobal Options:\n"
                + global.options(COLUMNS)
                + hint(FlagSet.PROGRAM);
    }

    static String ofGroup(String group) {
        String path = FlagSet.PROGRAM + " " + group;
        return "Usage:  " + path + " COMMAND\n\n" + summary(group) + "\n" + section("Commands", entries(group))
                + hint(path);
    }

    private static String hint(String path) {
        return "\nRun '" + path + " COMMAND --help' for more information on a command.\n";
    }

    private static List<Entry> entries(String group) {
        return switch (group) {
            case "builder" -> BUILDER;
            case "container" -> CONTAINER;
            case "image" -> IMAGE;
            case "manifest" -> MANIFEST;
            default -> SYSTEM;
        };
    }

    private static String summary(String group) {
        for (Entry entry : GROUPS) {
            if (entry.name().equals(group)) {
                return entry.summary();
            }
        }
        throw new IllegalArgumentException("not a group of commands: " + group);
    }

    private static String section(String title, List<Entry> entries) {
        int width = 0;
        for (Entry entry : entries) {
            width = Math.max(width, entry.name().length());
        }
        // Docker's columns do not get narrower than this, whatever the names.
        width = Math.max(width, 9);
        StringBuilder out = new StringBuilder("\n").append(title).append(":\n");
        for (Entry entry : entries) {
            out.append("  ")
                    .append(entry.name())
                    .append(" ".repeat(width - entry.name().length() + 3));
            out.append(entry.summary()).append('\n');
        }
        return out.toString();
    }
}
