package io.jdock.libcontainer.hooks;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One program to run, checked.
 *
 * @param path absolute
 * @param arguments with its name as the first
 * @param environment empty for the one that is usual where it runs
 * @param timeout after which it is killed, which is a failure
 */
record HookPlan(String path, List<String> arguments, List<String> environment, Optional<Duration> timeout) {

    HookPlan {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
    }

    /** Plans a hook of a document that was read, which has no NUL in it and no timeout below a second. */
    static HookPlan of(HookPoint point, int index, Hook hook) {
        String where = "hooks.%s[%d]".formatted(point.specName(), index);
        if (!hook.path().startsWith("/")) {
            throw new InvalidArgumentException("%s: path \"%s\" is not absolute".formatted(where, hook.path()));
        }
        return new HookPlan(
                hook.path(),
                hook.args().isEmpty() ? List.of(hook.path()) : hook.args(),
                hook.env(),
                Optional.ofNullable(hook.timeout()).map(Duration::ofSeconds));
    }
}
