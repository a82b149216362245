package io.jdock.daemon.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.daemon.build.dockerfile.Heredoc;
import io.jdock.daemon.build.dockerfile.Instruction;
import io.jdock.daemon.image.Trees;
import io.jdock.daemon.image.change.ImagePath;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Gets together what COPY and ADD of one stage bring, and says what it is. */
final class CopyFiles {

    private static final int INLINE_MODE = 0644;
    private static final Pattern GIT_URL = Pattern.compile("[^?#]*\\.git(?:[?#].*)?");

    private final Trees trees;
    private final Context context;
    private final Origins origins;
    private final Cancellation cancellation;

    /** Where files of {@code --from} come from. */
    @FunctionalInterface
    interface Origins {

        /** @param name of an earlier stage, its number, or an image */
        Trees.Tree.Image find(String name) throws IOException;
    }

    CopyFiles(Trees trees, Context context, Origins origins, Cancellation cancellation) {
        this.trees = trees;
        this.context = context;
        this.origins = origins;
        this.cancellation = cancellation;
    }

    /**
     * A copy that can be made.
     *
     * @param text for the history, which tells what is copied by a digest
     * @param receptions to be given up afterwards
     */
    record Prepared(String text, Trees.Copy order, Deque<Trees.Reception> receptions) implements AutoCloseable {

        @Override
        public void close() {
            receptions.forEach(Trees.Reception::close);
        }
    }

    /**
     * Looks at the files, after those that are on the web have been fetched.
     *
     * @param copy with values in the place of variables
     * @throws EngineException when there are none, in the words of Docker
     */
    Prepared prepare(Instruction.Copy copy, String workingDirectory) throws IOException {
        String verb = copy.add() ? "ADD" : "COPY";
        String destination = destination(workingDirectory, copy.destination());
        if (copy.sources().size() + copy.inline().size() > 1 && !destination.endsWith("/")) {
            throw new InvalidArgumentException(
                    ("When using %s with more than one source file, the destination must be a"
                                    + " directory and end with a /")
                            .formatted(verb));
        }
        Deque<Trees.Reception> receptions = new ArrayDeque<>();
        try (var _ = cancellation.during(Thread.currentThread()::interrupt)) {
            List<Trees.Files> files = files(copy, destination, receptions);
            Trees.Copy order = new Trees.Copy(
                    files, destination, copy.options().chown(), copy.options().mode());
            String text = "%s %s in %s # %s".formatted(verb, shown(copy), destination, trees.fingerprint(files));
            return new Prepared(text, order, receptions);
        } catch (NotFoundException e) {
            receptions.forEach(Trees.Reception::close);
            boolean ofContext = copy.options().from().isEmpty();
            String where = ofContext ? "file not found in build context or excluded by .dockerignore: " : "";
            throw new NotFoundException("%s failed: %s%s".formatted(verb, where, e.text()), e);
        } catch (EngineException | IOException e) {
            receptions.forEach(Trees.Reception::close);
            throw e;
        }
    }

    private List<Trees.Files> files(Instruction.Copy copy, String destination, Deque<Trees.Reception> receptions)
            throws IOException {
        List<Trees.Files> files = new ArrayList<>();
        List<String> local = new ArrayList<>();
        for (String source : copy.sources()) {
            if (copy.add()) {
                requireNoRepository(source);
            }
            if (copy.add() && isUrl(source)) {
                Trees.Reception file = trees.receiveFile(source, copy.options().checksum());
                receptions.add(file);
                requireName(source, file.name(), destination);
                files.add(single(file));
            } else {
                local.add(source);
            }
        }
        for (Heredoc document : copy.inline()) {
            Trees.Reception file =
                    trees.receiveFile(document.name(), document.text().getBytes(UTF_8), INLINE_MODE);
            receptions.add(file);
            files.add(single(file));
        }
        if (!local.isEmpty()) {
            files.addFirst(tree(copy, local));
        }
        return files;
    }

    /** By any name: that of the file may have characters that stand for others. */
    private static Trees.Files single(Trees.Reception file) {
        return new Trees.Files(file.tree(), List.of("*"), List.of(), false);
    }

    private Trees.Files tree(Instruction.Copy copy, List<String> sources) throws IOException {
        List<String> excludes =
                new ArrayList<>(Exclusions.of(sources, copy.options().excludes()));
        String from = copy.options().from();
        if (!from.isEmpty()) {
            return new Trees.Files(origins.find(from), sources, excludes, false);
        }
        sources.forEach(source -> requireInside(source, copy.add() ? "ADD" : "COPY"));
        excludes.addAll(context.hidden());
        return new Trees.Files(context.reception().tree(), sources, excludes, copy.add());
    }

    private static void requireInside(String source, String verb) {
        if (ImagePath.leaves(source)) {
            throw new InvalidArgumentException(
                    "%s failed: forbidden path outside the build context: %s".formatted(verb, source));
        }
    }

    private static void requireNoRepository(String source) {
        if (source.startsWith("git@")
                || source.startsWith("git://")
                || isUrl(source) && GIT_URL.matcher(source).matches()) {
            throw new NotImplementedException("ADD failed: git repositories are not supported: " + source);
        }
    }

    private static boolean isUrl(String source) {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    private static void requireName(String url, String name, String destination) {
        if (name.isEmpty() && destination.endsWith("/")) {
            throw new InvalidArgumentException("cannot determine filename for source " + url);
        }
    }

    /** Absolute, with a slash at the end if it is said to be a directory. */
    private static String destination(String workingDirectory, String text) {
        String path = ImagePath.resolve(workingDirectory, text);
        boolean directory = text.endsWith("/") || text.equals(".") || text.endsWith("/.");
        return directory && !path.equals("/") ? path + "/" : path;
    }

    /** Flags that make a difference, and the sources. */
    private static String shown(Instruction.Copy copy) {
        StringBuilder text = new StringBuilder();
        append(text, "from", copy.options().from());
        append(text, "chown", copy.options().chown());
        append(text, "chmod", copy.options().chmod());
        copy.options().excludes().forEach(pattern -> append(text, "exclude", pattern));
        text.append(String.join(" ", copy.sources()));
        copy.inline().forEach(document -> text.append(" <<").append(document.name()));
        return text.toString().strip();
    }

    private static void append(StringBuilder flags, String name, String value) {
        if (!value.isEmpty()) {
            flags.append("--").append(name).append('=').append(value).append(' ');
        }
    }
}
