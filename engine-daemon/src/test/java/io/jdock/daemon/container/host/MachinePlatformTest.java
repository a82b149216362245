package io.jdock.daemon.container.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdock.oci.image.Platform;
import org.junit.jupiter.api.Test;

final class MachinePlatformTest {

    private static final String SECOND = "flags\t\t: fpu cx16 lahf_lm pni popcnt sse4_1 sse4_2 ssse3";
    private static final String THIRD = SECOND + " abm avx avx2 bmi1 bmi2 f16c fma movbe xsave";

    @Test
    void theLevelOfAnX86ProcessorIsWhatItHasAllOf() {
        assertEquals("linux/amd64", of("amd64", "flags\t\t: fpu cx16 pni"));
        assertEquals("linux/amd64", of("amd64", ""));
        assertEquals("linux/amd64/v2", of("amd64", SECOND));
        assertEquals("linux/amd64/v2", of("amd64", SECOND + " avx512bw avx512cd avx512dq avx512f avx512vl"));
        assertEquals("linux/amd64/v3", of("amd64", THIRD));
        assertEquals("linux/amd64/v4", of("amd64", THIRD + " avx512bw avx512cd avx512dq avx512f avx512vl"));
    }

    @Test
    void othersAreTakenAsTheyAre() {
        assertEquals("linux/arm64/v8", of("arm64", ""));
        assertEquals("linux/riscv64", of("riscv64", ""));
    }

    private static String of(String architecture, String flags) {
        return MachinePlatform.of(new Platform("linux", architecture, ""), flags)
                .toString();
    }
}
