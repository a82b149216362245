package io.jdock.runc.container;

import io.jdock.libcontainer.ContainerPlan;
import io.jdock.libcontainer.namespaces.NamespacePlan;
import io.jdock.libcontainer.process.ProcessPlan;
import io.jdock.linux.At;
import io.jdock.linux.Capability;
import io.jdock.linux.FileCalls;
import io.jdock.linux.Namespace;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a bundle confines its processes to, for those that come from an image that says something else.
 *
 * @param own kinds of which they must not be in the host's namespace
 * @param joined of the first process: which it must be in, as {@code net:[4026531840]}
 * @param capabilities they may have at most
 * @param label by which a security module has to know them
 */
record Confinement(
        Set<Namespace> own,
        Map<Namespace, String> joined,
        long capabilities,
        boolean noNewPrivileges,
        boolean filtered,
        NamespacePlan namespaces,
        Optional<String> label) {

    Confinement {
        own = Set.copyOf(own);
        joined = Map.copyOf(joined);
    }

    /** @param relabelled whether the user gave another label */
    static Confinement of(ContainerPlan plan, boolean relabelled) {
        Set<Namespace> own = EnumSet.noneOf(Namespace.class);
        own.addAll(plan.namespaces().fresh());
        Map<Namespace, String> joined = new EnumMap<>(Namespace.class);
        plan.namespaces().joined().forEach((kind, file) -> joined.put(kind, name(kind, file)));
        ProcessPlan process = plan.process();
        Optional<String> label = process.labels().apparmor().or(process.labels()::selinux);
        return new Confinement(
                own,
                joined,
                Capability.mask(process.capabilities().bounding()),
                process.noNewPrivileges(),
                process.filter().isPresent(),
                plan.namespaces(),
                relabelled ? Optional.empty() : label);
    }

    private static String name(Namespace kind, Path file) {
        return FileCalls.stat(At.FDCWD, file.toString(), 0)
                .map(status -> "%s:[%d]".formatted(kind.procName(), status.inode()))
                .orElse("");
    }

    /**
     * The first thing that a thread has and must not have, or lacks; nothing if all is well.
     *
     * @param first the container's first process
     * @param host ourselves
     */
    Optional<String> breach(ThreadFacts thread, ThreadFacts first, ThreadFacts host) {
        for (Namespace kind : own) {
            if (same(kind, thread, host)) {
                return Optional.of("it is in the host's %s namespace".formatted(kind.procName()));
            }
        }
        for (Map.Entry<Namespace, String> wanted : joined.entrySet()) {
            if (!wanted.getValue().equals(first.namespaces().get(wanted.getKey()))) {
                return Optional.of("it is not in the %s namespace that the bundle names"
                        .formatted(wanted.getKey().procName()));
            }
        }
        // Whoever made a user namespace inside has all rights in there, and none here.
        return same(Namespace.USER, thread, first) ? breach(thread) : Optional.empty();
    }

    private static boolean same(Namespace kind, ThreadFacts one, ThreadFacts other) {
        String name = one.namespaces().get(kind);
        return name != null && name.equals(other.namespaces().get(kind));
    }

    private Optional<String> breach(ThreadFacts thread) {
        if (namespaces.isNew(Namespace.USER)
                && !(thread.uids().equals(namespaces.uids()) && thread.gids().equals(namespaces.gids()))) {
            return Optional.of("its user namespace has other maps");
        }
        long more = thread.capabilities() & ~capabilities;
        if (more != 0) {
            return Optional.of("it has capabilities that the bundle does not give: " + names(more));
        }
        if (noNewPrivileges && !thread.noNewPrivileges()) {
            return Optional.of("it may gain privileges: no_new_privs is not set");
        }
        if (filtered && !thread.filtered()) {
            return Optional.of("no seccomp filter decides about its calls");
        }
        if (label.isPresent() && !label.get().equals(thread.label())) {
            return Optional.of("its label is \"%s\", not \"%s\"".formatted(thread.label(), label.get()));
        }
        return Optional.empty();
    }

    private static String names(long mask) {
        StringBuilder names = new StringBuilder();
        for (Capability capability : Capability.values()) {
            if ((mask >> capability.number() & 1) != 0) {
                names.append(names.isEmpty() ? "" : ", ").append(capability.fullName());
            }
        }
        return names.isEmpty() ? "unknown ones" : names.toString();
    }
}
