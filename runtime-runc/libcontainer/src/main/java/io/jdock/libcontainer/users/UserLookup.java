package io.jdock.libcontainer.users;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Fd;
import io.jdock.oci.runtime.User;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds out who {@code --user} means, by docker's rules: {@code USER[:GROUP]}, each a name or a number; without a group the
 * user's own primary and supplementary ones apply.
 *
 * <p>A number is a number: it never means an account that happens to be called so, and one that is out of range is refused
 * instead of wrapping around to root.
 */
public final class UserLookup {

    private static final long HIGHEST_ID = Integer.MAX_VALUE;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
    private static final Pattern LOOKS_NUMERIC =
            Pattern.compile("[-+ \\t].*|0[xX].*|[0-9]+\\.?[0-9]*([eE][-+]?[0-9]+)?|.*\\s.*");

    /** NGROUPS_MAX of setgroups(2). */
    private static final int MOST_GROUPS = 65536;

    private final Fd root;

    private UserLookup(Fd root) {
        this.root = root;
    }

    /**
     * Looks into the account files there, when asked.
     *
     * @param root the container's root directory, which has to stay open
     */
    public static UserLookup in(Fd root) {
        return new UserLookup(root);
    }

    /**
     * The identity that a spec asks for.
     *
     * @throws InvalidArgumentException if a name is unknown or a number out of range
     */
    public Identity resolve(User user) {
        String text = user.username();
        if (text == null || text.isEmpty()) {
            return numeric(user);
        }
        String[] parts = text.split(":", -1);
        if (parts.length > 2 || parts[0].isEmpty() || parts.length == 2 && parts[1].isEmpty()) {
            throw new InvalidArgumentException("invalid user \"%s\": want USER or USER:GROUP".formatted(text));
        }
        OptionalLong number = idOf("user", parts[0]);
        Optional<Account> account = number.isPresent() ? byId(number.getAsLong()) : byName(parts[0]);
        if (account.isEmpty() && number.isEmpty()) {
            throw new InvalidArgumentException(
                    "unable to find user %s: no matching entries in passwd file".formatted(parts[0]));
        }
        Account known = account.orElseGet(() -> new Account("", number.getAsLong(), 0, "/"));
        if (parts.length == 2) {
            return identity(known, groupId(parts[1]), List.of(), user.additionalGids());
        }
        return identity(known, known.gid(), membershipsOf(known.name()), user.additionalGids());
    }

    /**
     * The number of a user, who need not be in the file if it is a number.
     *
     * @throws InvalidArgumentException if a name is unknown or a number out of range
     */
    public int uid(String user) {
        OptionalLong number = idOf("user", user);
        long uid = number.isPresent()
                ? number.getAsLong()
                : byName(user).map(Account::uid).orElseThrow(() -> unknown("no such user", user));
        return (int) uid;
    }

    /**
     * The number of a group, which need not be in the file if it is a number.
     *
     * @throws InvalidArgumentException if a name is unknown or a number out of range
     */
    public int gid(String group) {
        OptionalLong number = idOf("group", group);
        long gid = number.isPresent()
                ? number.getAsLong()
                : groupByName(group).orElseThrow(() -> unknown("no such group", group));
        return (int) gid;
    }

    private static InvalidArgumentException unknown(String what, String name) {
        return new InvalidArgumentException("%s: %s".formatted(what, name));
    }

    private Identity numeric(User user) {
        String home = byId(user.uid()).map(Account::home).orElse("/");
        Account account = new Account("", user.uid(), user.gid(), home);
        Set<Integer> groups = new LinkedHashSet<>();
        user.additionalGids().forEach(gid -> groups.add(gid.intValue()));
        return new Identity((int) account.uid(), (int) account.gid(), List.copyOf(groups), account.home());
    }

    private static Identity identity(Account account, long gid, List<Long> memberships, List<Long> added) {
        Set<Integer> groups = new LinkedHashSet<>();
        groups.add((int) gid);
        memberships.forEach(id -> groups.add((int) (long) id));
        added.forEach(id -> groups.add((int) (long) id));
        return new Identity((int) account.uid(), (int) gid, List.copyOf(groups), account.home());
    }

    private record Account(String name, long uid, long gid, String home) {

        /** Nothing for a line that is broken: the file belongs to the image. */
        static Optional<Account> parse(String[] fields) {
            if (fields.length < 6 || !isId(fields[2]) || !isId(fields[3])) {
                return Optional.empty();
            }
            String home = fields[5].isEmpty() ? "/" : fields[5];
            return Optional.of(new Account(fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), home));
        }
    }

    private Optional<Account> byName(String name) {
        return first(account -> account.name().equals(name));
    }

    private Optional<Account> byId(long uid) {
        return first(account -> account.uid() == uid);
    }

    private Optional<Account> first(Predicate<Account> wanted) {
        List<Account> found = new ArrayList<>();
        AccountFile.scan(root, "etc/passwd", fields -> {
            Account.parse(fields).filter(wanted).ifPresent(found::add);
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private long groupId(String text) {
        OptionalLong number = idOf("group", text);
        if (number.isPresent()) {
            return number.getAsLong();
        }
        return groupByName(text)
                .orElseThrow(() -> new InvalidArgumentException(
                        "unable to find group %s: no matching entries in group file".formatted(text)));
    }

    private Optional<Long> groupByName(String text) {
        List<Long> found = new ArrayList<>();
        AccountFile.scan(root, "etc/group", fields -> {
            if (fields.length >= 3 && fields[0].equals(text) && isId(fields[2])) {
                found.add(Long.valueOf(fields[2]));
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private List<Long> membershipsOf(String name) {
        if (name.isEmpty()) {
            return List.of();
        }
        List<Long> groups = new ArrayList<>();
        AccountFile.scan(root, "etc/group", fields -> {
            boolean member = fields.length >= 4
                    && isId(fields[2])
                    && List.of(fields[3].split(",")).contains(name);
            if (member) {
                groups.add(Long.valueOf(fields[2]));
            }
            return groups.size() <= MOST_GROUPS;
        });
        if (groups.size() > MOST_GROUPS) {
            throw new InvalidArgumentException(
                    "user %s is in more than %d groups of the group file".formatted(name, MOST_GROUPS));
        }
        return groups;
    }

    /** The number, or nothing if the text is a name. */
    private static OptionalLong idOf(String what, String text) {
        if (isId(text)) {
            return OptionalLong.of(Long.parseLong(text));
        }
        if (LOOKS_NUMERIC.matcher(text).matches()) {
            throw new InvalidArgumentException(
                    "invalid %s \"%s\": uids and gids must be in range 0-%d".formatted(what, text, HIGHEST_ID));
        }
        return OptionalLong.empty();
    }

    private static boolean isId(String text) {
        return text.length() <= 10 && DECIMAL.matcher(text).matches() && Long.parseLong(text) <= HIGHEST_ID;
    }
}
