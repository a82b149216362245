package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a process runs as.
 *
 * <p>A non-empty {@code username} is docker's {@code --user} text ({@code www-data}, {@code 1000}, {@code
 * app:staff}) and is resolved inside the container's root file system when the process is made; the numbers are
 * then ignored.
 *
 * @param uid user id, 0 to 4294967294
 * @param gid group id, 0 to 4294967294
 * @param umask file mode mask, null for 0022
 * @param additionalGids supplementary groups
 * @param username name to be resolved in the container
 */
public record User(
        long uid,
        long gid,
        @Nullable Integer umask,
        List<Long> additionalGids,
        @Nullable String username) {

    /** Root: uid 0, gid 0, no supplementary groups. */
    public static final User ROOT = new User(0, 0, null, List.of(), null);

    public User {
        additionalGids = List.copyOf(additionalGids);
        requireId("uid", uid);
        requireId("gid", gid);
    }

    private static void requireId(String what, long id) {
        if (id < 0 || id > 4_294_967_294L) {
            throw new IllegalArgumentException("%s %d: outside 0 to 4294967294".formatted(what, id));
        }
    }
}
