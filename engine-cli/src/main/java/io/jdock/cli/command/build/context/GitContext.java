package io.jdock.cli.command.build.context;

import io.jdock.cli.command.Cli;
import io.jdock.concurrent.Threads;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository as a context: cloned here into a directory that is gone afterwards. */
final class GitContext {

    private final Path clone;
    private final Git git;

    private GitContext(Path clone, Git git) {
        this.clone = clone;
        this.git = git;
    }

    /** Clones, and starts to read the files. */
    static BuildContext open(Cli cli, GitAddress address, String dockerfile) {
        Git git = Git.find(cli);
        GitContext context = new GitContext(newDirectory(), git);
        // For the case that the user loses patience.
        Threads.onShutdown("git-context", context::remove);
        try {
            context.fetch(address);
            Path root = context.directory(address.directory());
            return LocalContext.ofStranger(cli, root, dockerfile).open().leaving(context::remove);
        } catch (RuntimeException e) {
            context.remove();
            throw e;
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("jdock-build-git").toRealPath();
        } catch (IOException e) {
            throw ContextSource.unprepared("unable to create a directory for the repository: " + e.getMessage());
        }
    }

    private void fetch(GitAddress address) {
        git.run(clone, "init", "--quiet");
        git.run(clone, "remote", "add", "--", "origin", address.remote());
        String ref = address.ref().isEmpty() ? "HEAD" : address.ref();
        if (fetchedAlone(ref)) {
            git.run(clone, "checkout", "--quiet", "--detach", "FETCH_HEAD");
        } else {
            git.run(clone, "fetch", "--quiet", "--tags", "--", "origin");
            git.run(clone, "checkout", "--quiet", "--detach", ref, "--");
        }
        git.run(clone, "submodule", "--quiet", "update", "--init", "--recursive", "--depth=1");
        // Its configuration may hold a password, and no image should differ by how its files were fetched.
        removeTree(clone, ".git");
    }

    /** Not every server can give a commit without its past, and few can give one that has no name. */
    private boolean fetchedAlone(String ref) {
        return git.attempt(clone, "fetch", "--quiet", "--no-tags", "--depth=1", "--", "origin", ref)
                || git.attempt(clone, "fetch", "--quiet", "--no-tags", "--", "origin", ref);
    }

    private Path directory(String name) {
        try {
            Path directory = clone.resolve(name.replaceFirst("^/+", "")).toRealPath();
            if (directory.startsWith(clone) && Files.isDirectory(directory)) {
                return directory;
            }
        } catch (IOException e) {
            throw ContextSource.unprepared("no directory " + name + " in the repository: " + e.getMessage());
        }
        throw ContextSource.unprepared("no directory " + name + " in the repository");
    }

    private synchronized void remove() {
        if (Files.exists(clone)) {
            removeTree(clone.resolveSibling(""), clone.getFileName().toString());
        }
    }

    private static void removeTree(Path parent, String name) {
        try (Directory directory = Directory.open(parent)) {
            Trees.remove(directory, name);
        } catch (ErrnoException e) {
            throw ContextSource.unprepared("remove " + parent.resolve(name) + ": " + e.getMessage());
        }
    }
}
