package io.jdock.supervisor.registry;

import java.io.IOException;

/**
 * Some bytes of a blob.
 *
 * @param first offset of the first one
 * @param length at least 1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, section 14</a>
 */
record ByteRange(long first, long length) {

    /** The offset after the last byte. */
    long end() {
        return first + length;
    }

    /** The header {@code Range} that asks for it. */
    String header() {
        return "bytes=%d-%d".formatted(first, end() - 1);
    }

    /**
     * Whether an answer brings these bytes and no others.
     *
     * @param total bytes of the whole blob
     */
    boolean isBroughtBy(HttpAnswer answer, long total) {
        String said = answer.header("Content-Range").orElse("");
        String place = "bytes %d-%d/".formatted(first, end() - 1);
        boolean here = said.equals(place + total) || said.equals(place + "*");
        return answer.status() == 206 && here && (answer.length() < 0 || answer.length() == length);
    }

    /** @throws IOException unless the answer brings these bytes and no others */
    void require(HttpAnswer answer, long total) throws IOException {
        if (!isBroughtBy(answer, total)) {
            throw new IOException("asked for %s, answered with status %d, Content-Range \"%s\", %d bytes"
                    .formatted(
                            header(),
                            answer.status(),
                            answer.header("Content-Range").orElse(""),
                            answer.length()));
        }
    }
}
