package io.jdock.daemon.container.routes;

import io.jdock.daemon.http.Exchange;
import io.jdock.errdefs.InvalidArgumentException;

/** Reads one side of a terminal's size. */
final class TerminalSize {

    /** What the kernel's struct winsize can hold, see ioctl_tty(2). */
    private static final int MAX = 65_535;

    private TerminalSize() {}

    static int of(Exchange exchange, String parameter) {
        long value = exchange.query().number(parameter).orElse(-1L);
        if (value < 0 || value > MAX) {
            throw new InvalidArgumentException(
                    "invalid resize %s: want a number of characters up to %d".formatted(parameter, MAX));
        }
        return (int) value;
    }
}
