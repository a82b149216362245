package io.jdock.cli.command.build.context;

import io.jdock.linux.tree.Names;
import java.math.BigDecimal;

/** The body of a pax extended header: records of the form {@code "%d %s=%s\n"}, whose length counts itself. */
final class PaxHeader {

    private static final int NANO_DIGITS = 9;

    private final StringBuilder records = new StringBuilder();

    boolean isEmpty() {
        return records.isEmpty();
    }

    byte[] bytes() {
        return Names.bytes(records.toString());
    }

    void add(String keyword, String value) {
        int rest = keyword.length() + value.length() + 3;
        int length = rest + digits(rest);
        if (digits(length) > digits(rest)) {
            length++;
        }
        records.append(length)
                .append(' ')
                .append(keyword)
                .append('=')
                .append(value)
                .append('\n');
    }

    /** Adds a time since 1970; {@code nanos} count on from the second also before then. */
    void addTime(String keyword, long second, int nanos) {
        BigDecimal time = BigDecimal.valueOf(second).add(BigDecimal.valueOf(nanos, NANO_DIGITS));
        add(keyword, time.stripTrailingZeros().toPlainString());
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }
}
