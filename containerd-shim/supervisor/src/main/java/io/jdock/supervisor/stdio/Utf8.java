package io.jdock.supervisor.stdio;

/** As much of RFC 3629 as a log needs: which bytes form a character. */
final class Utf8 {

    private Utf8() {}

    /** How many bytes the character at {@code at} has (2 to 4), or 0 if they are not a valid one. */
    static int sequenceLength(byte[] buffer, int at, int limit) {
        int first = buffer[at] & 0xff;
        int length = first >= 0xc2 && first <= 0xdf
                ? 2
                : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
        if (length == 0 || at + length > limit || !secondByteFits(first, buffer[at + 1] & 0xff)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!isContinuation(buffer[at + i] & 0xff)) {
                return 0;
            }
        }
        return length;
    }

    /** U+2028 and U+2029 end a line in JavaScript, so JSON writers escape them. */
    static boolean isLineOrParagraphSeparator(byte[] buffer, int at, int length) {
        return length == 3
                && buffer[at] == (byte) 0xe2
                && buffer[at + 1] == (byte) 0x80
                && (buffer[at + 2] == (byte) 0xa8 || buffer[at + 2] == (byte) 0xa9);
    }

    /** Rules out overlong forms, surrogates, and what lies beyond U+10FFFF. */
    private static boolean secondByteFits(int first, int second) {
        return switch (first) {
            case 0xe0 -> second >= 0xa0 && second <= 0xbf;
            case 0xed -> second >= 0x80 && second <= 0x9f;
            case 0xf0 -> second >= 0x90 && second <= 0xbf;
            case 0xf4 -> second >= 0x80 && second <= 0x8f;
            default -> isContinuation(second);
        };
    }

    private static boolean isContinuation(int b) {
        return (b & 0xc0) == 0x80;
    }
}
