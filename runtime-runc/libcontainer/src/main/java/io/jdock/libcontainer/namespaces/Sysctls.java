package io.jdock.libcontainer.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.procfs.FreshProc;
import io.jdock.linux.Namespace;
import io.jdock.linux.batch.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Kernel parameters of a container. Only those that belong to a namespace which is the container's own; any other would change
 * the host.
 *
 * @param values by dotted name; a slash in it stands for a dot in a part of it
 */
public record Sysctls(Map<String, String> values) {

    /** Without a group that repeats: that would go as deep into the stack as a name has parts. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+\\.[a-zA-Z0-9_./-]*[a-zA-Z0-9_-]");

    private static final Set<String> IPC = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    public Sysctls {
        values = Map.copyOf(values);
    }

    /** @throws InvalidArgumentException for a parameter that is not the container's own */
    public static Sysctls of(Map<String, String> wanted, NamespacePlan namespaces) {
        Map<String, String> dotted = new TreeMap<>();
        wanted.forEach((written, value) -> {
            String name = dotted(written);
            if (!isPlain(name) || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
                throw new InvalidArgumentException("sysctl \"%s\": not a plain name and value".formatted(written));
            }
            if (!namespaces.isOwn(namespaceOf(name))) {
                throw shared(written);
            }
            if (dotted.put(name, value) != null) {
                throw new InvalidArgumentException("sysctl \"%s\" is given twice".formatted(written));
            }
        });
        return new Sysctls(dotted);
    }

    /** As sysctl(8) has it, a name whose parts are separated by slashes may have dots in them. */
    private static String dotted(String name) {
        int dot = name.indexOf('.');
        int slash = name.indexOf('/');
        return slash >= 0 && (dot < 0 || slash < dot) ? swapped(name) : name;
    }

    private static String swapped(String name) {
        return name.replace('.', '\0').replace('/', '.').replace('\0', '/');
    }

    /** No part of the path may be a step elsewhere. */
    private static boolean isPlain(String name) {
        return NAME.matcher(name).matches()
                && List.of(swapped(name).split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /**
     * Checks what a plan cannot know: that a namespace which is joined is not the one we are in.
     *
     * @throws InvalidArgumentException if a parameter would be the host's
     */
    public void requireForeign(NamespacePlan namespaces) {
        for (String name : values.keySet()) {
            Namespace kind = namespaceOf(name);
            Path joined = namespaces.joined().get(kind);
            if (joined != null && ForeignNamespaces.isOurs(kind, joined)) {
                throw shared(name);
            }
        }
    }

    private static InvalidArgumentException shared(String name) {
        return new InvalidArgumentException(
                "sysctl \"%s\" is not allowed: the container shares that namespace with the host".formatted(name));
    }

    private static Namespace namespaceOf(String name) {
        if (IPC.contains(name) || name.startsWith("fs.mqueue.")) {
            return Namespace.IPC;
        }
        if (name.startsWith("net.")) {
            return Namespace.NETWORK;
        }
        if (name.startsWith("user.")) {
            return Namespace.USER;
        }
        if (name.equals("kernel.domainname")) {
            return Namespace.UTS;
        }
        if (name.equals("kernel.hostname")) {
            throw new InvalidArgumentException("sysctl \"%s\": that is what \"hostname\" is for".formatted(name));
        }
        throw new InvalidArgumentException("sysctl \"%s\" is not in a separate kernel namespace".formatted(name));
    }

    /** Writes them through a procfs that nobody but us has seen, so that nothing can stand in for a file of it. */
    public void addTo(Batch batch, FreshProc proc) {
        if (values.isEmpty()) {
            return;
        }
        proc.open(batch);
        new TreeMap<>(values)
                .forEach((name, value) ->
                        proc.write(batch, "sys/" + swapped(name), value, "set sysctl %s to %s".formatted(name, value)));
    }
}
