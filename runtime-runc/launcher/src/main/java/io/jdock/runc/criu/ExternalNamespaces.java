package io.jdock.runc.criu;

import io.jdock.errdefs.NotFoundException;
import io.jdock.libcontainer.namespaces.NamespacePlan;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.FileStatus;
import io.jdock.linux.Namespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The namespaces of a container that were there before it, as criu has to be told of them. */
public final class ExternalNamespaces {

    /** Those that criu leaves out of an image, and takes by a descriptor when it restores. */
    private static final List<Namespace> INHERITED = List.of(Namespace.NETWORK, Namespace.PID);

    private ExternalNamespaces() {}

    /** What to leave out of an image. */
    public static List<String> descriptions(NamespacePlan plan) {
        List<String> found = new ArrayList<>();
        inherited(plan).forEach((kind, file) -> {
            FileStatus status = FileCalls.stat(At.FDCWD, file.toString(), 0)
                    .orElseThrow(() -> new NotFoundException("namespace %s does not exist".formatted(file)));
            found.add(description(kind, status.inode()));
        });
        return found;
    }

    static String description(Namespace kind, long inode) {
        return "%s[%d]:%s".formatted(kind.procName(), inode, key(kind));
    }

    /** The name that an image has for one that was left out. */
    public static String key(Namespace kind) {
        String name = kind.procName();
        return "extRoot" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "NS";
    }

    /** Files of those that are left out of an image. */
    public static Map<Namespace, Path> inherited(NamespacePlan plan) {
        Map<Namespace, Path> files = new TreeMap<>(plan.joined());
        files.keySet().retainAll(INHERITED);
        return files;
    }

    /** Files of those that criu joins when it restores, by its names. */
    public static Map<String, Path> joined(NamespacePlan plan) {
        Map<String, Path> files = new TreeMap<>();
        plan.joined().forEach((kind, file) -> {
            if (!INHERITED.contains(kind)) {
                files.put(kind.procName(), file);
            }
        });
        return files;
    }
}
