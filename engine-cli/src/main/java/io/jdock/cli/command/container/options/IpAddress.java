package io.jdock.cli.command.container.options;

import io.jdock.cli.flags.InvalidValueException;
import io.jdock.cli.flags.ValueCheck;
import java.net.InetAddress;

/** Checks addresses that are given as numbers. A name is none: looking it up here could mean another host than there. */
final class IpAddress {

    /** Wants an address, as {@code --dns} does. */
    static final ValueCheck CHECK = value -> {
        if (!isValid(value.strip())) {
            throw new InvalidValueException("IP address is not correctly formatted: " + value);
        }
    };

    private IpAddress() {}

    /** Whether the text is an IPv4 address of four numbers or an IPv6 address without brackets. */
    static boolean isValid(String text) {
        // Java also reads short forms such as 10.1, and brackets; engines read neither.
        if (text.indexOf('[') >= 0 || text.indexOf(':') < 0 && dots(text) != 3) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress().length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int dots(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            dots += text.charAt(i) == '.' ? 1 : 0;
        }
        return dots;
    }
}
