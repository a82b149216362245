package io.jdock.supervisor.tar;

import io.jdock.linux.tree.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of one pax extended header, which override what the next header says. Values are bytes. */
final class PaxRecords {

    static final PaxRecords NONE = new PaxRecords(Map.of(), List.of());

    private static final String ATTRIBUTE = "SCHILY.xattr.";
    private static final String SPARSE_OFFSET = "GNU.sparse.offset";
    private static final String SPARSE_LENGTH = "GNU.sparse.numbytes";

    private final Map<String, byte[]> records;
    /** Offsets and lengths in turn: GNU's first sparse format repeats two keywords. */
    private final List<Long> sparsePairs;

    private PaxRecords(Map<String, byte[]> records, List<Long> sparsePairs) {
        this.records = records;
        this.sparsePairs = sparsePairs;
    }

    /** Reads records of the form {@code "%d %s=%s\n"}, length, keyword, value. */
    static PaxRecords parse(byte[] body) throws TarException {
        Map<String, byte[]> records = new HashMap<>();
        List<Long> pairs = new ArrayList<>();
        for (int at = 0; at < body.length; ) {
            int space = indexOf(body, ' ', at, Math.min(body.length, at + 10));
            int end = at + (int) decimal(body, at, space);
            int equals = indexOf(body, '=', space + 1, end);
            if (end <= equals || end > body.length || body[end - 1] != '\n') {
                throw malformed();
            }
            String keyword = Names.ofBytes(body, space + 1, equals - space - 1);
            if (keyword.equals(SPARSE_OFFSET) || keyword.equals(SPARSE_LENGTH)) {
                pairs.add(decimal(body, equals + 1, end - 1));
            } else {
                records.put(keyword, Arrays.copyOfRange(body, equals + 1, end - 1));
            }
            at = end;
        }
        return new PaxRecords(records, pairs);
    }

    private static int indexOf(byte[] body, char wanted, int from, int to) throws TarException {
        for (int i = from; i < Math.min(to, body.length); i++) {
            if (body[i] == wanted) {
                return i;
            }
        }
        throw malformed();
    }

    private static long decimal(byte[] body, int from, int to) throws TarException {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (body[i] < '0' || body[i] > '9' || value > Long.MAX_VALUE / 10 - 1) {
                throw malformed();
            }
            value = value * 10 + body[i] - '0';
        }
        if (from == to) {
            throw malformed();
        }
        return value;
    }

    private static TarException malformed() {
        return new TarException("a pax header is malformed");
    }

    /** A name or other text, one character per byte. An empty value removes what an earlier header said: absent. */
    Optional<String> text(String keyword) throws TarException {
        byte[] value = records.get(keyword);
        if (value == null || value.length == 0) {
            return Optional.empty();
        }
        String text = Names.ofBytes(value, 0, value.length);
        if (text.indexOf('\0') >= 0) {
            throw new TarException("a pax header has a NUL in its " + keyword);
        }
        return Optional.of(text);
    }

    long number(String keyword, long otherwise) throws TarException {
        byte[] value = records.get(keyword);
        return value == null || value.length == 0 ? otherwise : decimal(value, 0, value.length);
    }

    /** A time: seconds with an optional fraction, negative before 1970. */
    TarEntry.Time time(String keyword, TarEntry.Time otherwise) throws TarException {
        Optional<String> text = text(keyword);
        if (text.isEmpty()) {
            return otherwise;
        }
        boolean negative = text.get().startsWith("-");
        byte[] digits = Names.bytes(negative ? text.get().substring(1) : text.get());
        int dot = 0;
        while (dot < digits.length && digits[dot] != '.') {
            dot++;
        }
        long seconds = decimal(digits, 0, dot);
        long nanos = dot >= digits.length - 1 ? 0 : fraction(digits, dot + 1);
        if (!negative) {
            return new TarEntry.Time(seconds, (int) nanos);
        }
        return nanos == 0
                ? new TarEntry.Time(-seconds, 0)
                : new TarEntry.Time(-seconds - 1, (int) (1_000_000_000 - nanos));
    }

    private static long fraction(byte[] digits, int from) throws TarException {
        int to = Math.min(digits.length, from + 9);
        long value = decimal(digits, from, to);
        for (int i = to - from; i < 9; i++) {
            value *= 10;
        }
        return value;
    }

    Map<String, byte[]> attributes() {
        Map<String, byte[]> attributes = new HashMap<>();
        records.forEach((keyword, value) -> {
            if (keyword.startsWith(ATTRIBUTE)) {
                attributes.put(keyword.substring(ATTRIBUTE.length()), value);
            }
        });
        return attributes;
    }

    List<Long> sparsePairs() {
        return sparsePairs;
    }
}
