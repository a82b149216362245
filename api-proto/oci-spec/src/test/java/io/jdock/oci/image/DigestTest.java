package io.jdock.oci.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {

    // FIPS 180-2, appendix B.1.
    private static final String ABC = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isTheSha256OfTheBytes() {
        assertEquals(ABC, Digest.of("abc".getBytes(US_ASCII)).toString());
        assertEquals(Digest.parse(ABC), Digest.of("abc".getBytes(US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha256:../../x",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
                "sha256:/a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            })
    void refusesEverythingElse(String text) {
        assertThrows(InvalidArgumentException.class, () -> Digest.parse(text));
    }

    @Test
    void chainIdOfOneLayerIsItsDiffIdAndGrowsByHashing() {
        DiffId base = DiffId.parse(ABC);
        DiffId top = new DiffId(Digest.of("top".getBytes(US_ASCII)));

        List<ChainId> stack = ChainId.stack(List.of(base, top));

        assertEquals(ABC, stack.getFirst().toString());
        assertEquals(
                Digest.of((ABC + " " + top).getBytes(US_ASCII)), stack.getLast().digest());
        assertEquals(List.of(), ChainId.stack(List.of()));
    }
}
