package io.jdock.supervisor.copy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.tree.Directory;

/** Finds out whom {@code --chown} means. */
public final class Owners {

    private Owners() {}

    /**
     * Reads {@code user[:group]}, names or numbers; without a group the user's text names the group too. Names are looked up in the
     * tree's {@code /etc/passwd} and {@code /etc/group}; an empty text is root.
     *
     * @throws InvalidArgumentException when a name is not there or a number out of range
     */
    public static Owner resolve(Directory root, String text) {
        throw new NotImplementedException("look up %s below %s".formatted(text, root));
    }
}
