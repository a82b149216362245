package io.jdock.libcontainer.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.InternalException;
import io.jdock.linux.Ending;
import io.jdock.linux.Errno;
import java.time.Duration;

/** How it is said that a hook failed; users of runc know these words. */
final class HookFailure {

    private HookFailure() {}

    static InternalException notExecuted(String point, int index, String path, Errno errno) {
        return failure(point, index, "fork/exec %s: %s".formatted(path, errno.text()));
    }

    static InternalException tooSlow(String point, int index, Duration timeout) {
        return failure(point, index, "hook ran past specified timeout of %.1fs".formatted(timeout.toMillis() / 1000.0));
    }

    static InternalException ended(String point, int index, Ending ending, byte[] output, byte[] errors) {
        return failure(
                point,
                index,
                "%s, stdout: %s, stderr: %s"
                        .formatted(ending.text(), new String(output, UTF_8), new String(errors, UTF_8)));
    }

    static InternalException failure(String point, int index, String why) {
        return new InternalException("error running %s hook #%d: %s".formatted(point, index, why));
    }
}
