package io.jdock.supervisor.tar;

import io.jdock.linux.tree.Names;
import java.io.ByteArrayOutputStream;

/** The body of a pax extended header: records of the form {@code "%d %s=%s\n"}, whose length counts itself. */
final class PaxBody {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    boolean isEmpty() {
        return out.size() == 0;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Adds a name or a number. */
    void add(String keyword, String value) {
        add(keyword, Names.bytes(value));
    }

    void add(String keyword, byte[] value) {
        int rest = keyword.length() + value.length + 3;
        int length = rest + digits(rest);
        if (digits(length) > digits(rest)) {
            length++;
        }
        out.writeBytes(Names.bytes(length + " " + keyword + "="));
        out.writeBytes(value);
        out.write('\n');
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }

    /** Adds a time, to the nanosecond; before 1970 it counts backwards. */
    void add(String keyword, TarEntry.Time time) {
        boolean negative = time.seconds() < 0;
        boolean borrowed = negative && time.nanos() > 0;
        long seconds = borrowed ? -(time.seconds() + 1) : Math.abs(time.seconds());
        int nanos = borrowed ? 1_000_000_000 - time.nanos() : time.nanos();
        add(keyword, (negative ? "-" : "") + seconds + (nanos == 0 ? "" : ".%09d".formatted(nanos)));
    }
}
