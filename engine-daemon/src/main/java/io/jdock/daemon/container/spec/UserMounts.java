package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.Mount;
import io.jdock.engine.api.container.StorageConfig;
import io.jdock.errdefs.InvalidArgumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the three ways a client can ask for a mount: {@code Binds}, {@code Mounts} and {@code Tmpfs}. */
public final class UserMounts {

    private static final List<String> TMPFS_DEFAULTS = List.of("noexec", "nosuid", "nodev", "rprivate");

    private UserMounts() {}

    /**
     * All of them, in that order.
     *
     * @throws InvalidArgumentException in Docker's words, when one cannot be understood or two have one target
     */
    public static List<UserMount> parse(StorageConfig storage) {
        List<UserMount> mounts = new ArrayList<>();
        storage.binds().forEach(text -> mounts.add(BindText.parse(text)));
        storage.mounts().forEach(mount -> mounts.add(parse(mount)));
        storage.tmpfs().forEach((target, options) -> mounts.add(tmpfs(target, options)));
        requireDistinct(mounts);
        return List.copyOf(mounts);
    }

    private static UserMount parse(Mount mount) {
        return switch (mount.type()) {
            case "bind" -> bind(mount);
            case "tmpfs" -> tmpfs(mount);
            case "volume", "image", "npipe", "cluster" ->
                throw new InvalidArgumentException(
                        "HostConfig.Mounts: mount type \"%s\" is not supported".formatted(mount.type()));
            default -> throw invalid(mount.type(), "mount type unknown: \"%s\"".formatted(mount.type()));
        };
    }

    private static UserMount bind(Mount mount) {
        requirePath(mount.type(), "source", mount.source());
        Mount.BindOptions given = mount.bindOptions();
        Mount.BindOptions options = given == null ? new Mount.BindOptions("", false, false) : given;
        return UserMount.bind(
                mount.source(),
                target(mount.type(), mount.target()),
                "",
                mount.readOnly(),
                options.propagation().isEmpty() ? "rprivate" : propagation(options.propagation()),
                !options.nonRecursive(),
                options.createMountpoint());
    }

    private static UserMount tmpfs(Mount mount) {
        if (!mount.source().isEmpty()) {
            throw invalid("tmpfs", "Source must not be specified");
        }
        List<String> options = new ArrayList<>(TMPFS_DEFAULTS);
        var asked = mount.tmpfsOptions();
        if (asked != null) {
            if (asked.mode() != 0) {
                options.add("mode=" + Integer.toOctalString(asked.mode()));
            }
            if (asked.sizeBytes() != 0) {
                options.add("size=" + asked.sizeBytes());
            }
            asked.options().forEach(option -> options.add(String.join("=", option)));
        }
        return UserMount.tmpfs(target("tmpfs", mount.target()), mount.readOnly(), options);
    }

    private static UserMount tmpfs(String target, String text) {
        if (!target.startsWith("/")) {
            throw new InvalidArgumentException(
                    "invalid mount path: '%s' mount path must be absolute".formatted(target));
        }
        List<String> options = new ArrayList<>(TMPFS_DEFAULTS);
        for (String option : text.isEmpty() ? new String[0] : text.split(",")) {
            options.add(TmpfsOption.check(option));
        }
        return UserMount.tmpfs(normalize(target), options.contains("ro"), options);
    }

    /** The path a mount ends up at; {@code ..} cannot leave the root. */
    static String target(String type, String text) {
        requirePath(type, "mount", text);
        String target = normalize(text);
        if (target.equals("/")) {
            throw invalid(type, "invalid specification: destination can't be '/'");
        }
        return target;
    }

    static String propagation(String word) {
        return switch (word) {
            case "private", "rprivate", "shared", "rshared", "slave", "rslave" -> word;
            default -> throw invalid("bind", "invalid propagation mode: " + word);
        };
    }

    static InvalidArgumentException invalid(String type, String why) {
        return new InvalidArgumentException("invalid mount config for type \"%s\": %s".formatted(type, why));
    }

    private static void requirePath(String type, String what, String path) {
        if (path.isEmpty()) {
            throw invalid(type, "field %s must not be empty".formatted(what.equals("mount") ? "Target" : "Source"));
        }
        if (!path.startsWith("/")) {
            throw invalid(type, "invalid %s path: '%s' mount path must be absolute".formatted(what, path));
        }
        if (path.indexOf('\0') >= 0) {
            throw invalid(type, "invalid %s path: it contains a NUL".formatted(what));
        }
    }

    private static String normalize(String path) {
        return Path.of(path).normalize().toString();
    }

    private static void requireDistinct(List<UserMount> mounts) {
        Set<String> targets = new HashSet<>();
        for (UserMount mount : mounts) {
            if (!targets.add(mount.target())) {
                throw new InvalidArgumentException("Duplicate mount point: " + mount.target());
            }
        }
    }
}
