package io.jdock.libcontainer.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments and variables as they are in a launcher's memory. */
final class ExecVectorsTest {

    @Test
    void pointersLeadToTheTextsAndEndWithNull() {
        ByteBuffer image = ByteBuffer.wrap(ExecVectors.image(List.of("sh", "é"), List.of("A="), 4096))
                .order(ByteOrder.LITTLE_ENDIAN);

        assertEquals(List.of("sh", "é"), texts(image, 0));
        assertEquals(List.of("A="), texts(image, 24));
        assertEquals(40 + 3 + 3 + 3, image.capacity());
    }

    private static List<String> texts(ByteBuffer image, int array) {
        List<String> texts = new java.util.ArrayList<>();
        for (int at = array; image.getLong(at) != 0; at += Long.BYTES) {
            int start = Math.toIntExact(image.getLong(at) - 4096);
            int end = start;
            while (image.get(end) != 0) {
                end++;
            }
            texts.add(new String(image.array(), start, end - start, UTF_8));
        }
        return texts;
    }
}
