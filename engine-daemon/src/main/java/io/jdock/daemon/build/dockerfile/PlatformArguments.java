package io.jdock.daemon.build.dockerfile;

import io.jdock.oci.image.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arguments that say where a build runs and what for. FROM sees them; a stage has to declare them with ARG. */
final class PlatformArguments {

    private PlatformArguments() {}

    static Map<String, String> of(Platform build, Platform target) {
        Map<String, String> arguments = new LinkedHashMap<>();
        put(arguments, "BUILD", build);
        put(arguments, "TARGET", target);
        return arguments;
    }

    private static void put(Map<String, String> into, String prefix, Platform platform) {
        into.put(prefix + "PLATFORM", platform.toString());
        into.put(prefix + "OS", platform.os());
        into.put(prefix + "ARCH", platform.architecture());
        into.put(prefix + "VARIANT", platform.variant());
    }
}
