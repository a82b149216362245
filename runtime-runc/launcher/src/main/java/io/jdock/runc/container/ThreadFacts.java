package io.jdock.runc.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.libcontainer.namespaces.IdMap;
import io.jdock.linux.At;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.FileCalls;
import io.jdock.linux.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernel lets a thread do, as procfs shows it.
 *
 * @param name for errors: "process 17"
 * @param namespaces by kind, as in {@code net:[4026531840]}
 * @param capabilities all that are in one of its five sets
 * @param filtered whether a seccomp filter decides about its calls
 * @param label what a security module calls it; empty without one
 */
record ThreadFacts(
        String name,
        Map<Namespace, String> namespaces,
        long capabilities,
        boolean noNewPrivileges,
        boolean filtered,
        IdMap uids,
        IdMap gids,
        String label) {

    private static final List<String> SETS = List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb");
    private static final String FILTER = "2";

    ThreadFacts {
        namespaces = Map.copyOf(namespaces);
    }

    /** Those of this process. */
    static ThreadFacts own() {
        return of("this process", Path.of("/proc/self"));
    }

    /** @param place of a process or thread below {@code /proc} */
    static ThreadFacts of(String name, Path place) {
        try {
            Map<String, String> status = status(Files.readAllLines(place.resolve("status")));
            return new ThreadFacts(
                    name,
                    namespaces(place),
                    capabilities(status),
                    "1".equals(status.get("NoNewPrivs")),
                    FILTER.equals(status.get("Seccomp")),
                    IdMap.parse(Files.readAllLines(place.resolve("uid_map"))),
                    IdMap.parse(Files.readAllLines(place.resolve("gid_map"))),
                    label(place.resolve("attr/current")));
        } catch (IOException e) {
            throw new UncheckedIOException("look at " + name, e);
        }
    }

    private static Map<String, String> status(List<String> lines) {
        Map<String, String> status = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            status.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return status;
    }

    private static long capabilities(Map<String, String> status) {
        long all = 0;
        for (String set : SETS) {
            all |= Long.parseUnsignedLong(status.getOrDefault(set, "0"), 16);
        }
        return all;
    }

    private static Map<Namespace, String> namespaces(Path place) {
        Map<Namespace, String> found = new EnumMap<>(Namespace.class);
        for (Namespace kind : Namespace.values()) {
            try {
                String link = place.resolve("ns").resolve(kind.procName()).toString();
                found.put(kind, FileCalls.readlinkat(At.FDCWD, link));
            } catch (ErrnoException e) {
                switch (e.errno()) {
                    // A kind that the kernel lacks.
                    case ENOENT -> {}
                    default -> throw e;
                }
            }
        }
        return found;
    }

    /** The kernel fails the read where no security module is in force. */
    private static String label(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), UTF_8).strip();
            int mode = text.indexOf(" (");
            return (mode < 0 ? text : text.substring(0, mode)).replace("\0", "");
        } catch (IOException e) {
            return "";
        }
    }
}
