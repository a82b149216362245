package io.jdock.daemon.container.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process's environment: later lists override earlier ones, and a bare {@code NAME} removes a variable. */
public final class Environment {

    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Map<String, String> lines = new LinkedHashMap<>();

    private Environment() {}

    /** Docker's variables, overridden by the container's. HOME is added where the user is resolved. */
    static List<String> ofContainer(String hostname, boolean tty, List<String> configured) {
        Environment environment = new Environment();
        environment.put(PATH);
        environment.put("HOSTNAME=" + hostname);
        if (tty) {
            environment.put("TERM=xterm");
        }
        configured.forEach(environment::put);
        return List.copyOf(environment.lines.values());
    }

    /** The container's variables, overridden by the exec's. */
    static List<String> ofExec(String hostname, boolean tty, List<String> container, List<String> exec) {
        return merge(ofContainer(hostname, tty, container), exec);
    }

    /** {@code base} overridden by {@code changes}. */
    public static List<String> merge(List<String> base, List<String> changes) {
        Environment environment = new Environment();
        base.forEach(environment::put);
        changes.forEach(environment::put);
        return List.copyOf(environment.lines.values());
    }

    private void put(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            lines.remove(line);
        } else {
            lines.put(line.substring(0, equals), line);
        }
    }
}
