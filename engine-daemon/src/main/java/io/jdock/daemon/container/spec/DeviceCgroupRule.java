package io.jdock.daemon.container.spec;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.runtime.DeviceRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code --device-cgroup-rule}: {@code c 10:* rwm}. */
final class DeviceCgroupRule {

    private static final Pattern FORM = Pattern.compile("([acb]) (\\d{1,9}|\\*):(\\d{1,9}|\\*) ([rwm]{1,3})");

    private DeviceCgroupRule() {}

    /** @throws InvalidArgumentException when the text has another form */
    static DeviceRule parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidArgumentException("invalid device cgroup rule format: '%s'".formatted(text));
        }
        return new DeviceRule(
                true, matcher.group(1), number(matcher.group(2)), number(matcher.group(3)), matcher.group(4));
    }

    private static @Nullable Long number(String text) {
        return text.equals("*") ? null : Long.valueOf(text);
    }
}
