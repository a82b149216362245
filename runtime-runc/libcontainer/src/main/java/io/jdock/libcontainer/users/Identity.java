package io.jdock.libcontainer.users;

import java.util.List;

/**
 * Who a process is, in numbers.
 *
 * @param groups supplementary groups, the primary one among them
 * @param home the home directory, {@code /} if the container does not say
 */
public record Identity(int uid, int gid, List<Integer> groups, String home) {

    public Identity {
        groups = List.copyOf(groups);
    }
}
