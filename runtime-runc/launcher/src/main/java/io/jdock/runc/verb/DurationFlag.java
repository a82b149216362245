package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.UsageException;
import io.jdock.time.GoDuration;
import java.time.Duration;

/** A flag whose value is a duration, as Go spells it: {@code 300ms}, {@code 1.5h}, {@code 2h45m}. */
final class DurationFlag {

    private DurationFlag() {}

    /** The flag's value. @throws UsageException if it is no duration */
    static Duration of(Flag flag, Duration otherwise) {
        if (!flag.given()) {
            return otherwise;
        }
        try {
            return Duration.ofNanos(GoDuration.parseNanos(flag.text()));
        } catch (InvalidArgumentException e) {
            throw new UsageException(
                    "invalid value \"%s\" for flag -%s: parse error".formatted(flag.text(), flag.name()));
        }
    }
}
