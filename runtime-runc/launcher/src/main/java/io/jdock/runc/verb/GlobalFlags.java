package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.cgroups.CgroupDriver;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.FlagSet;
import io.jdock.runc.log.Log;
import io.jdock.runc.state.StateRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flags before the verb. */
public final class GlobalFlags {

    private static final String USUAL_ROOT = "/run/jdock-runc";

    private final FlagSet set = new FlagSet().stopAtFirstWord();
    private final Flag debug = set.toggle("debug", "", "log more");
    private final Flag log = set.text("log", "", "file to write the log to (default: standard error)");
    private final Flag logFormat = set.text("log-format", "", "format of the log: text or json (default: \"text\")");
    private final Flag root =
            set.text("root", "", "directory for the state of containers, in a tmpfs (default: \"" + USUAL_ROOT + "\")");
    private final Flag criu = set.text("criu", "", "the criu program, for checkpoint and restore (default: \"criu\")");
    private final Flag systemd =
            set.toggle("systemd-cgroup", "", "have systemd make cgroups; cgroupsPath is slice:prefix:name then");
    private final Flag cgroupManager =
            set.text("cgroup-manager", "", "cgroupfs, systemd or disabled, as crun has it (default: \"cgroupfs\")");
    private final Flag rootless =
            set.text("rootless", "", "ignore missing rights on cgroups: true, false or auto (default: \"auto\")");
    private final Flag version = set.toggle("version", "v", "print the version");

    /** Reads them. @return the verb and what follows */
    public List<String> parse(List<String> words) {
        return set.parse(words);
    }

    public boolean wantsVersion() {
        return version.on();
    }

    /** The program for checkpoints. */
    public String criu() {
        return criu.given() ? criu.text() : "criu";
    }

    /** Who makes the cgroups. @throws InvalidArgumentException for a manager that we do not know */
    public CgroupDriver cgroupDriver() {
        if (cgroupManager.given()) {
            return CgroupDriver.parse(cgroupManager.text());
        }
        return systemd.on() ? CgroupDriver.SYSTEMD : CgroupDriver.CGROUPFS;
    }

    /**
     * Refuses what {@code --rootless} may not be. What it may be makes no difference to root, who has all rights on cgroups.
     *
     * @throws InvalidArgumentException in runc's words
     */
    void requireRootlessSense() {
        switch (rootless.text()) {
            case "", "auto", "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False" -> {}
            default ->
                throw new InvalidArgumentException(
                        "strconv.ParseBool: parsing \"%s\": invalid syntax".formatted(rootless.text()));
        }
    }

    /** The log that is asked for. @throws InvalidArgumentException for an unknown format */
    public Log log(boolean terminal) {
        boolean json = switch (logFormat.text()) {
            case "", "text" -> false;
            case "json" -> true;
            default -> throw new InvalidArgumentException("invalid log-format: " + logFormat.text());
        };
        Optional<Path> file = log.text().isEmpty() ? Optional.empty() : Optional.of(Path.of(log.text()));
        return new Log(file, json, terminal, debug.on());
    }

    /** Where containers are remembered; users other than root have a place of their own. */
    public StateRoot root(Map<String, String> environment) {
        if (root.given()) {
            return new StateRoot(Path.of(root.text()).toAbsolutePath().normalize());
        }
        String own = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return new StateRoot(Path.of(own.isEmpty() || isRoot() ? USUAL_ROOT : own + "/jdock-runc"));
    }

    private static boolean isRoot() {
        return FileCalls.stat(At.FDCWD, "/proc/self", 0).map(FileStatus::uid).equals(Optional.of(0));
    }

    public String help() {
        return set.help();
    }
}
