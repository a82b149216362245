package io.jdock.linux.trampoline;

import io.jdock.linux.Arch;
import java.util.HexFormat;

/**
 * The trampoline's instructions, as the assembler makes them of the sources in {@code src/main/trampoline}. They are text in a
 * class because finding a resource opens one archive of the class path after the other, which a cold start would wait for.
 */
final class MachineCode {

    private static final String X86_64 = """
            31c0bfe8030000be00004100ba000004000f0585c00f8ec2000000bb10004100
            488b034883f8ff0f8489000000488b7b08488b7310488b53184c8b53204c8b43
            284c8b4b30488b6b3840f6c5087403488b3f40f6c5107403488b3640f6c52074
            03488b1240f6c54074034d8b1240f6c58074034d8b000f054889034889e948c1
            e90874034889014885c0781b741f40f6c50474054c89cbeb8740f6c502740e41
            bf01000000eb1240f6c50175094883c340e96affffff4531ffb801000000bfe8
            030000be0000410048895e088b160f054585ff0f8427ffffff31ffeb05bf6f00
            0000b8e70000000f05
            """;

    private static final String AARCH64 = """
            3308a0d2007d80d2e10313aa8200a0d2e80780d2010000d41f0000f1ad050054
            74420091880240f91f0500b1e0030054808640a9828e41a9849642a9891e40f9
            49001836000040f949002036210040f949002836420040f949003036630040f9
            49003836840040f9010000d4800200f92afd48d34a0000b4400100f9200100b4
            e000f8b769001036f40305aae6ffff1789000836350080520500001469000037
            94020191e0ffff1715008052740600f9007d80d2e10313aa620240f9080880d2
            010000d415faff34000080d202000014e00d80d2c80b80d2010000d4
            """;

    private MachineCode() {}

    static byte[] of(Arch arch) {
        String hex = arch == Arch.X86_64 ? X86_64 : AARCH64;
        return HexFormat.of().parseHex(hex.replace("\n", ""));
    }
}
