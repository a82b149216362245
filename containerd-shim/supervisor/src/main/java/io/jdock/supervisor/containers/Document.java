package io.jdock.supervisor.containers;

import java.util.Arrays;

/**
 * Something a client stores with us and reads back; what the bytes mean is said by {@code type}.
 *
 * @param type URL of the type; empty for nothing at all
 */
public record Document(String type, byte[] bytes) {

    public static final Document NONE = new Document("", new byte[0]);

    @Override
    public boolean equals(Object other) {
        return other instanceof Document(String otherType, byte[] otherBytes)
                && type.equals(otherType)
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "%s (%d bytes)".formatted(type, bytes.length);
    }
}
