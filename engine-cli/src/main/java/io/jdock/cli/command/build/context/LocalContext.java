package io.jdock.cli.command.build.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.cli.command.Cli;
import io.jdock.cli.command.CommandException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.ignore.IgnorePatterns;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.tree.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A directory as a context, and its Dockerfile, which may lie elsewhere: then it goes along under a name that nothing else has, and
 * the {@code .dockerignore} that is sent says that this name is not part of the context.
 */
final class LocalContext {

    private static final String DOCKERFILE = "Dockerfile";
    private static final String IGNORE = ".dockerignore";

    private final Cli cli;
    private final Path root;
    private final String given;
    private final boolean trusted;

    private LocalContext(Cli cli, Path root, String given, boolean trusted) {
        this.cli = cli;
        this.root = root;
        this.given = given;
        this.trusted = trusted;
    }

    /**
     * A directory of the user's.
     *
     * @param dockerfile as given, relative to where the user is
     * @throws CommandException when the path is no directory
     */
    static LocalContext ofUser(Cli cli, Path path, String dockerfile) {
        boolean named = !dockerfile.isEmpty() && !dockerfile.equals(ContextSource.STDIN);
        String absolute = named ? Path.of(dockerfile).toAbsolutePath().toString() : dockerfile;
        return new LocalContext(cli, real(path), absolute, true);
    }

    /**
     * A directory with somebody else's files, of which none outside of it may be read.
     *
     * @param dockerfile relative to the directory
     */
    static LocalContext ofStranger(Cli cli, Path path, String dockerfile) {
        return new LocalContext(cli, real(path), dockerfile, false);
    }

    private static Path real(Path path) {
        if (!Files.isDirectory(path)) {
            throw ContextSource.unprepared("context must be a directory: " + path.toAbsolutePath());
        }
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw ContextSource.unprepared("unable to evaluate symlinks in context path: " + e.getMessage());
        }
    }

    /** Starts to read the directory. */
    BuildContext open() {
        if (given.equals(ContextSource.STDIN)) {
            return withDockerfile(SmallFile.read(cli.in(), "the Dockerfile"), ignored(root.resolve(DOCKERFILE)));
        }
        Path named = named();
        Path dockerfile = existing(named);
        if (dockerfile.startsWith(root)) {
            String name = root.relativize(dockerfile).toString();
            List<String> ignored = ignored(named);
            ignored.add("!" + escaped(name));
            return BuildContext.archive(name, archive(ignored, Map.of()));
        }
        if (!trusted) {
            throw ContextSource.unprepared("the Dockerfile must be within the build context: " + given);
        }
        return withDockerfile(SmallFile.read(dockerfile), ignored(named));
    }

    /** With no other name given, one in small letters does as well. */
    private Path named() {
        if (!given.isEmpty()) {
            return root.resolve(given);
        }
        Path usual = root.resolve(DOCKERFILE);
        Path small = root.resolve("dockerfile");
        boolean takeSmall = !Files.exists(usual, LinkOption.NOFOLLOW_LINKS) && Files.exists(small);
        return takeSmall ? small : usual;
    }

    private static Path existing(Path dockerfile) {
        String attempt = "unable to evaluate symlinks in Dockerfile path: ";
        try {
            return dockerfile.toRealPath();
        } catch (NoSuchFileException e) {
            throw ContextSource.unprepared(attempt + "lstat " + e.getFile() + ": no such file or directory");
        } catch (IOException e) {
            throw ContextSource.unprepared(attempt + e.getMessage());
        }
    }

    /** The patterns for this Dockerfile alone if there are any, else those of the directory. */
    private List<String> ignored(Path dockerfile) {
        Path special = dockerfile.resolveSibling(dockerfile.getFileName() + IGNORE);
        Path file = Files.exists(special) && (trusted || isInside(special)) ? special : root.resolve(IGNORE);
        List<String> lines = new ArrayList<>(lines(file));
        lines.add("!" + IGNORE);
        return lines;
    }

    private List<String> lines(Path file) {
        if (!Files.exists(file) || !(trusted || isInside(file))) {
            return List.of();
        }
        return List.of(new String(SmallFile.read(file), UTF_8).split("\n", -1));
    }

    private boolean isInside(Path file) {
        try {
            return file.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    private BuildContext withDockerfile(byte[] dockerfile, List<String> ignored) {
        var random = ThreadLocalRandom.current();
        String name = ".dockerfile.%016x%04x".formatted(random.nextLong(), random.nextInt(1 << 16));
        String old = Files.exists(root.resolve(IGNORE)) ? String.join("\n", lines(root.resolve(IGNORE))) : IGNORE;
        Map<String, byte[]> own = new LinkedHashMap<>();
        own.put(IGNORE, (old + "\n" + name + "\n").getBytes(UTF_8));
        own.put(name, dockerfile);
        return BuildContext.archive(name, archive(ignored, own));
    }

    private ContextArchive archive(List<String> ignored, Map<String, byte[]> own) {
        try {
            IgnorePatterns patterns = IgnorePatterns.parse(ignored);
            return new ContextArchive(
                    root.toString(), new ContextWalk(root.toString(), Directory.open(root), patterns), own);
        } catch (InvalidArgumentException e) {
            throw new CommandException("error checking context: " + e.text());
        } catch (ErrnoException e) {
            throw new CommandException("error checking context: can't stat '" + root + "'");
        }
    }

    /** The name as a pattern that matches nothing else. */
    private static String escaped(String name) {
        StringBuilder pattern = new StringBuilder();
        for (char c : name.toCharArray()) {
            pattern.append("*?[\\".indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return pattern.toString();
    }
}
