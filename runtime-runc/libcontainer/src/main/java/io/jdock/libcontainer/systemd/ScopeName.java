package io.jdock.libcontainer.systemd;

import io.jdock.errdefs.InvalidArgumentException;

/**
 * The scope of a container as {@code cgroupsPath} names it: {@code slice:prefix:name} is the unit {@code prefix-name.scope} in
 * that slice.
 *
 * @param slice as in {@code machine.slice}; empty for {@link #USUAL_SLICE}
 */
public record ScopeName(String slice, String prefix, String name) {

    /** Where systemd has its services. */
    public static final String USUAL_SLICE = "system.slice";

    private static final String SLICE = ".slice";
    private static final String SCOPE = ".scope";
    private static final String ROOT = "-.slice";
    private static final String OTHER_CHARACTERS = ":-_.\\@";
    private static final int LONGEST = 255;

    public ScopeName {
        requireUnit(prefix + '-' + name + SCOPE);
        if (!slice.isEmpty()) {
            requireSlice(slice);
        }
        if (name.endsWith(SLICE)) {
            throw new InvalidArgumentException(
                    "cgroupsPath: \"%s\" is a slice, which takes no processes of its own".formatted(name));
        }
    }

    /** @throws InvalidArgumentException if it is of another form, or systemd would not take a name in it */
    public static ScopeName parse(String cgroupsPath) {
        String[] parts = cgroupsPath.split(":", -1);
        if (parts.length != 3) {
            throw new InvalidArgumentException(
                    "expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups, got \"%s\" instead"
                            .formatted(cgroupsPath));
        }
        return new ScopeName(parts[0], parts[1], parts[2]);
    }

    /** Whether a {@code cgroupsPath} is meant for systemd. */
    public static boolean isOne(String cgroupsPath) {
        return !cgroupsPath.startsWith("/")
                && cgroupsPath.chars().filter(c -> c == ':').count() == 2;
    }

    /** The name of the unit. */
    public String unit() {
        return prefix + '-' + name + SCOPE;
    }

    /** The slice it is in. */
    public String parent() {
        return slice.isEmpty() ? USUAL_SLICE : slice;
    }

    /** The cgroup that systemd gives it: {@code a-b.slice} lies in {@code a.slice}. */
    public String path() {
        return slicePath(parent()) + '/' + unit();
    }

    private static String slicePath(String slice) {
        if (slice.equals(ROOT)) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        String stem = slice.substring(0, slice.length() - SLICE.length());
        for (int dash = stem.indexOf('-'); dash >= 0; dash = stem.indexOf('-', dash + 1)) {
            path.append('/').append(stem, 0, dash).append(SLICE);
        }
        return path.append('/').append(slice).toString();
    }

    private static void requireSlice(String slice) {
        String stem = slice.endsWith(SLICE) ? slice.substring(0, slice.length() - SLICE.length()) : "";
        boolean dashes = stem.startsWith("-") || stem.endsWith("-") || stem.contains("--");
        if (stem.isEmpty() || dashes && !slice.equals(ROOT)) {
            throw new InvalidArgumentException("cgroupsPath: invalid slice name \"%s\"".formatted(slice));
        }
        requireUnit(slice);
    }

    /** These names become names of directories, too. */
    private static void requireUnit(String unit) {
        boolean valid = unit.length() <= LONGEST;
        for (int i = 0; i < unit.length(); i++) {
            char c = unit.charAt(i);
            valid &= c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || OTHER_CHARACTERS.indexOf(c) >= 0;
        }
        if (!valid) {
            throw new InvalidArgumentException("cgroupsPath: systemd takes no unit named \"%s\"".formatted(unit));
        }
    }

    /** As {@code cgroupsPath} has it. */
    @Override
    public String toString() {
        return slice + ':' + prefix + ':' + name;
    }
}
