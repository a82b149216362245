package io.jdock.linux.openssl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class Sha256Test {

    private static final int SEED = 7;

    private final Random random = new Random(SEED);

    @BeforeEach
    void needOpenSsl() {
        assumeTrue(LibCrypto.isThere(), "needs libcrypto");
    }

    @Test
    void isOpenSslsWhereThatIsInstalled() {
        assertInstanceOf(Sha256.class, Sha256.start());
    }

    @Test
    void hashesNothing() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                HexFormat.of().formatHex(Sha256.start().digest()));
    }

    @Test
    void agreesWithJavasHoweverTheBytesAreCut() throws Exception {
        MessageDigest ours = Sha256.start();
        MessageDigest javas = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 200; i++) {
            byte[] part = new byte[random.nextInt(200_000)];
            random.nextBytes(part);
            int offset = random.nextInt(part.length + 1);
            add(ours, i % 4, part, offset);
            javas.update(part, offset, part.length - offset);
        }
        assertArrayEquals(javas.digest(), ours.digest());
    }

    @Test
    void takesBytesOneByOne() throws Exception {
        MessageDigest ours = Sha256.start();
        byte[] bytes = new byte[70_000];
        random.nextBytes(bytes);
        for (byte one : bytes) {
            ours.update(one);
        }
        assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(bytes), ours.digest());
    }

    @Test
    void beginsAnewAfterADigestAndAfterAReset() throws Exception {
        byte[] bytes = {1, 2, 3};
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes);
        MessageDigest ours = Sha256.start();
        assertArrayEquals(expected, ours.digest(bytes));
        assertArrayEquals(expected, ours.digest(bytes));
        ours.update(bytes);
        ours.reset();
        assertArrayEquals(expected, ours.digest(bytes));
    }

    private static void add(MessageDigest hash, int kind, byte[] part, int offset) {
        switch (kind) {
            case 0 -> hash.update(part, offset, part.length - offset);
            case 1 -> hash.update(ByteBuffer.wrap(part, offset, part.length - offset));
            case 2 -> hash.update(ByteBuffer.wrap(part).slice(offset, part.length - offset));
            default ->
                hash.update(ByteBuffer.allocateDirect(part.length - offset)
                        .put(part, offset, part.length - offset)
                        .flip());
        }
    }
}
