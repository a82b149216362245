package io.jdock.supervisor.copy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.users.UserLookup;
import io.jdock.linux.tree.Directory;
import java.util.function.ToIntFunction;

/** Finds out whom {@code --chown} means. */
public final class Owners {

    private static final String ATTEMPT = "unable to convert uid/gid chown string to host mapping: ";

    private Owners() {}

    /**
     * Reads {@code user[:group]}, names or numbers; without a group the user's text names the group too. Names are looked up in the
     * tree's {@code /etc/passwd} and {@code /etc/group}; an empty text is root.
     *
     * @throws InvalidArgumentException when a name is not there or a number out of range
     */
    public static Owner resolve(Directory root, String text) {
        if (text.isEmpty()) {
            return Owner.ROOT;
        }
        String[] parts = text.split(":", -1);
        if (parts.length > 2) {
            throw new InvalidArgumentException(ATTEMPT + "invalid chown string format: " + text);
        }
        String group = parts[parts.length - 1];
        UserLookup accounts = UserLookup.in(root.descriptor());
        return new Owner(find("uid for user ", parts[0], accounts::uid), find("gid for group ", group, accounts::gid));
    }

    private static int find(String what, String name, ToIntFunction<String> lookup) {
        try {
            return lookup.applyAsInt(name);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("%scan't find %s%s: %s".formatted(ATTEMPT, what, name, e.text()), e);
        }
    }
}
