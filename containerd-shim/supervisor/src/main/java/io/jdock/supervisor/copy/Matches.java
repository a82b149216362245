package io.jdock.supervisor.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.ignore.NamePattern;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileStatus;
import io.jdock.linux.tree.Directory;
import io.jdock.linux.tree.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks up what patterns stand for in a tree. Links are followed in what comes before the first wildcard and at the end; what a
 * wildcard finds on the way is only entered when it is a directory itself.
 */
final class Matches {

    private final Directory root;
    private final Excludes excludes;
    private final List<Match> found = new ArrayList<>();

    private Matches(Directory root, Excludes excludes) {
        this.root = root;
        this.excludes = excludes;
    }

    /**
     * Everything that the patterns of a source match, in the order of the patterns, then by name.
     *
     * @throws NotFoundException when one matches nothing
     * @throws InvalidArgumentException when one is no pattern, or leads out of the tree
     */
    static Selected of(Source source) {
        Excludes excludes = Excludes.of(source.selection().excludes());
        Matches matches = new Matches(source.root(), excludes);
        source.selection().patterns().forEach(matches::add);
        return new Selected(source.root(), source.selection().extract(), excludes, matches.found);
    }

    private void add(String pattern) {
        List<String> parts = clean(pattern);
        int before = found.size();
        int wildcard = 0;
        while (wildcard < parts.size() && !NamePattern.isPattern(text(parts.get(wildcard)))) {
            wildcard++;
        }
        if (wildcard == parts.size()) {
            found.add(single(new Place(parts)));
            return;
        }
        Place start = new Place(parts.subList(0, wildcard));
        try {
            Optional<Directory> directory = root.find(start.path());
            if (directory.isPresent()) {
                try (Directory open = directory.get()) {
                    expand(open, start, parts.subList(wildcard, parts.size()));
                }
            }
        } catch (ErrnoException e) {
            throw refuse(Names.ofText(pattern), e);
        }
        if (found.size() == before) {
            throw new NotFoundException("no source files were specified");
        }
    }

    /** By its text alone, as Go's {@code path.Clean} does. */
    private static List<String> clean(String pattern) {
        List<String> parts = new ArrayList<>();
        for (String part : Place.split(Names.ofText(pattern))) {
            boolean up = part.equals("..");
            if (up && parts.isEmpty() && !pattern.startsWith("/")) {
                throw new InvalidArgumentException(
                        "forbidden path outside the build context: %s ()".formatted(pattern));
            }
            if (!up) {
                parts.add(part);
            } else if (!parts.isEmpty()) {
                parts.removeLast();
            }
        }
        return parts;
    }

    private void expand(Directory directory, Place here, List<String> parts) {
        String part = text(parts.getFirst());
        List<String> rest = parts.subList(1, parts.size());
        NamePattern pattern = NamePattern.parse(part);
        for (String name : directory.names()) {
            Optional<FileStatus> status = pattern.matches(text(name)) ? directory.status(name) : Optional.empty();
            Place place = here.child(name);
            if (status.isEmpty() || excludes.hides(place.path(), status.get())) {
                continue;
            }
            if (rest.isEmpty()) {
                found.add(single(place));
            } else if (status.get().isDirectory()) {
                try (Directory child = directory.child(name)) {
                    expand(child, place, rest);
                }
            }
        }
    }

    private Match single(Place asked) {
        try {
            Place place = Place.find(root, asked.path());
            Optional<FileStatus> status = place.status(root);
            if (status.isEmpty() || hidden(asked, status.get()) || hidden(place, status.get())) {
                throw missing(asked.path());
            }
            return new Match(asked.isRoot() ? "" : asked.name(), place, status.get());
        } catch (ErrnoException e) {
            throw refuse(asked.path(), e);
        }
    }

    private boolean hidden(Place place, FileStatus status) {
        return excludes.hides(place.path(), status);
    }

    private static RuntimeException refuse(String path, ErrnoException error) {
        if (error.is(Errno.ENOENT) || error.is(Errno.ENOTDIR)) {
            return missing(path);
        }
        boolean pathItself = error.is(Errno.ELOOP) || error.is(Errno.ENAMETOOLONG) || error.is(Errno.EXDEV);
        return pathItself
                ? new InvalidArgumentException(
                        "stat %s: %s"
                                .formatted(Names.display(path), error.errno().text()),
                        error)
                : error;
    }

    private static NotFoundException missing(String path) {
        return new NotFoundException("stat %s: file does not exist".formatted(Names.display(path)));
    }

    private static String text(String name) {
        return new String(Names.bytes(name), UTF_8);
    }
}
