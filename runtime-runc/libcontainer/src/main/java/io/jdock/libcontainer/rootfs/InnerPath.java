package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path inside a container as its names from the root down, free of {@code .} and {@code ..}.
 *
 * @param names none for the root itself
 */
public record InnerPath(List<String> names) {

    static final InnerPath ROOT = new InnerPath(List.of());

    /** {@code PATH_MAX} of the kernel, with the final NUL. */
    private static final int LONGEST = 4095;

    public InnerPath {
        names = List.copyOf(names);
    }

    /**
     * Parses an absolute path. A {@code ..} takes the name before it away, as it would in a tree without links.
     *
     * @throws InvalidArgumentException if it is relative or too long
     */
    public static InnerPath parse(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0 || path.length() > LONGEST) {
            String shown = path.length() > 100 ? path.substring(0, 100) + "…" : path;
            throw new InvalidArgumentException("path \"%s\" in the container: want an absolute path of at most %d bytes"
                    .formatted(shown.replace('\0', '?'), LONGEST));
        }
        List<String> names = new ArrayList<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return new InnerPath(names);
    }

    boolean isRoot() {
        return names.isEmpty();
    }

    /** The last name. */
    String name() {
        return names.getLast();
    }

    /** Relative to the root, for the calls that take a root's descriptor; {@code .} for the root itself. */
    String relative() {
        return names.isEmpty() ? "." : String.join("/", names);
    }

    /** The first {@code count} names. */
    InnerPath prefix(int count) {
        return new InnerPath(names.subList(0, count));
    }

    boolean isBelow(InnerPath other) {
        return names.size() > other.names.size()
                && names.subList(0, other.names.size()).equals(other.names);
    }

    // Neither is the record's own, whose bootstrap would cost a cold start several milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InnerPath path && names.equals(path.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}
