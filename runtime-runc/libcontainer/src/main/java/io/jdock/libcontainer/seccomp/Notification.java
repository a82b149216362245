package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Seccomp;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether a filter asks an agent about some calls, and refuses what could not work. */
final class Notification {

    private static final String NOTIFY = "SCMP_ACT_NOTIFY";

    private Notification() {}

    /** The agent, if there is to be one. @param own the rules for the convention of the launcher */
    static Optional<SeccompFilter.Listener> listener(Seccomp profile, Supplier<AbiRules> own) {
        String path = profile.listenerPath();
        String metadata = profile.listenerMetadata();
        if (path == null && metadata != null) {
            throw new InvalidArgumentException("seccomp: listenerMetadata makes no sense without listenerPath");
        }
        if (profile.defaultAction().equals(NOTIFY)) {
            throw new InvalidArgumentException(
                    "seccomp: %s cannot be used as default action: nobody would be there yet to ask".formatted(NOTIFY));
        }
        boolean notifies =
                profile.syscalls().stream().anyMatch(rule -> rule.action().equals(NOTIFY));
        if (!notifies) {
            return Optional.empty();
        }
        if (path == null || path.isEmpty()) {
            throw new InvalidArgumentException("seccomp: %s needs a listenerPath".formatted(NOTIFY));
        }
        AbiRules rules = own.get();
        requireHandOver(rules.verdict("write"), "write");
        requireHandOver(rules.verdict("read"), "read");
        return Optional.of(new SeccompFilter.Listener(path, metadata == null ? "" : metadata));
    }

    /** The launcher is under the filter when it tells of its listener's descriptor and waits for what to do next. */
    private static void requireHandOver(Verdict verdict, String call) {
        boolean asks = verdict.fallback().equals(Action.NOTIFY);
        if (asks && call.equals("write")) {
            throw new InvalidArgumentException(
                    "seccomp: %s cannot be used for the write syscall: nobody would be there yet to ask"
                            .formatted(NOTIFY));
        }
        if (!verdict.cases().isEmpty() || !asks && !verdict.fallback().allows()) {
            throw new InvalidArgumentException(
                    "seccomp: a profile with %s has to allow \"%s\", which the hand-over to the listener takes"
                            .formatted(NOTIFY, call));
        }
    }
}
