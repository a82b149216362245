package io.jdock.libcontainer.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdock.oci.runtime.DeviceRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs device programs as the kernel would. */
final class DeviceProgramTest {

    private static final int BLOCK = 1;
    private static final int CHAR = 2;
    private static final int MKNOD = 1;
    private static final int READ = 2;
    private static final int WRITE = 4;

    private static final DeviceRule DENY_ALL = new DeviceRule(false, "a", null, null, "rwm");

    @Test
    void leavesTheHarmlessDevices() {
        var program = program(DENY_ALL);

        assertTrue(allows(program, CHAR, 1, 3, READ | WRITE));
        assertTrue(allows(program, BLOCK, 8, 0, MKNOD));
        assertFalse(allows(program, BLOCK, 8, 0, READ));
        assertFalse(allows(program, BLOCK, 8, 0, MKNOD | READ));
    }

    @Test
    void letsALaterRuleWin() {
        var program =
                program(DENY_ALL, new DeviceRule(true, "b", 8L, null, "rw"), new DeviceRule(false, "b", 8L, 1L, "w"));

        assertTrue(allows(program, BLOCK, 8, 0, READ | WRITE));
        assertTrue(allows(program, BLOCK, 8, 1, READ));
        assertFalse(allows(program, BLOCK, 8, 1, READ | WRITE));
        assertFalse(allows(program, CHAR, 8, 0, READ));
    }

    @Test
    void endsWithTheRuleThatCoversEverything() {
        assertEquals(
                program(DENY_ALL).size(),
                program(new DeviceRule(true, "c", 10L, 200L, "rwm"), DENY_ALL).size());
    }

    private static List<BpfInstruction> program(DeviceRule... rules) {
        return DeviceProgram.compile(DeviceAccess.of(List.of(rules)));
    }

    private static boolean allows(List<BpfInstruction> program, int type, int major, int minor, int access) {
        int[] context = {access << 16 | type, major, minor};
        int[] registers = new int[11];
        for (int at = 0; ; at++) {
            BpfInstruction each = program.get(at);
            int left = registers[each.target()];
            switch (each.code()) {
                case 0x61 -> registers[each.target()] = context[each.offset() / 4];
                case 0x54 -> registers[each.target()] = left & each.immediate();
                case 0x74 -> registers[each.target()] = left >>> each.immediate();
                case 0xbc -> registers[each.target()] = registers[each.source()];
                case 0xb7 -> registers[each.target()] = each.immediate();
                case 0x56 -> at += left != each.immediate() ? each.offset() : 0;
                case 0x5e -> at += left != registers[each.source()] ? each.offset() : 0;
                case 0x05 -> at += each.offset();
                case 0x95 -> {
                    return registers[0] == 1;
                }
                default -> throw new IllegalStateException("instruction 0x%x".formatted(each.code()));
            }
        }
    }
}
