package io.jdock.linux.dbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares with bytes that were recorded between {@code busctl} of systemd 252 and {@code dbus-daemon} 1.14. */
final class DbusMessageTest {

    /** {@code StartTransientUnit} with a value of every kind that a scope needs. */
    private static final String START = """
            6c0100012801000002000000b600000001016f00190000002f6f72672f667265656465736b746f702f73797374656d643100
            000000000000030173001200000053746172745472616e7369656e74556e697400000000000002017300200000006f72672e
            667265656465736b746f702e73797374656d64312e4d616e61676572000000000000000006017300180000006f72672e6672
            65656465736b746f702e73797374656d643100000000000000000801670010737361287376296128736128737629290000
            000d0000006a646f636b2d782e73636f7065000000070000007265706c61636500f80000000000000005000000536c696365
            000173000000000c00000073797374656d2e736c69636500000000000000000800000044656c656761746500016200010000
            0000000000040000005049447300026175000000000400000067120000090000004d656d6f72794d61780001740000000000
            00000000000004000000000b000000416c6c6f7765644350557300026179000200000003010000000000000b000000446576
            696365416c6c6f770005612873732900001c000000000000000d0000002f6465762f636861722f313a330000000300000072
            776d00000000000b000000446576696365416c6c6f7700056128737329000000000000000000000000000000000000
            """;

    private static final String SIGNAL = """
            6c04010109000000020000008d00000001016f00150000002f6f72672f667265656465736b746f702f444275730000000201
            7300140000006f72672e667265656465736b746f702e4442757300000000030173000c0000004e616d654163717569726564
            0000000006017300040000003a312e3000000000080167000173000007017300140000006f72672e667265656465736b746f
            702e4442757300000000040000003a312e3000
            """;

    private static final String ERROR = """
            6c0301013a000000030000007500000006017300040000003a312e3000000000040173002c0000006f72672e667265656465
            736b746f702e444275732e4572726f722e537061776e2e4368696c6445786974656400000000050175000200000008016700
            0173000007017300140000006f72672e667265656465736b746f702e44427573000000003500000050726f63657373206f72
            672e667265656465736b746f702e73797374656d643120657869746564207769746820737461747573203100
            """;

    private static final String NAMES = """
            6c02010129000000030000003d00000006017300040000003a312e30000000000501750002000000080167000261730007
            017300140000006f72672e667265656465736b746f702e444275730000000025000000140000006f72672e66726565646573
            6b746f702e4442757300000000040000003a312e3000
            """;

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    private static DbusValue property(String name, DbusValue value) {
        return DbusValue.struct(DbusValue.of(name), new DbusValue.Variant(value));
    }

    private static DbusMessage start() {
        DbusValue oneDevice = DbusValue.struct(DbusValue.of("/dev/char/1:3"), DbusValue.of("rwm"));
        DbusValue properties = new DbusValue.Array(
                "(sv)",
                List.of(
                        property("Slice", DbusValue.of("system.slice")),
                        property("Delegate", DbusValue.of(true)),
                        property("PIDs", new DbusValue.Array("u", List.of(DbusValue.uint32(4711)))),
                        property("MemoryMax", DbusValue.uint64(67_108_864)),
                        property("AllowedCPUs", DbusValue.bytes(new byte[] {3, 1})),
                        property("DeviceAllow", new DbusValue.Array("(ss)", List.of(oneDevice))),
                        property("DeviceAllow", new DbusValue.Array("(ss)", List.of()))));
        return DbusMessage.call(
                2,
                new DbusCall(
                        "org.freedesktop.systemd1",
                        "/org/freedesktop/systemd1",
                        "org.freedesktop.systemd1.Manager",
                        "StartTransientUnit",
                        List.of(
                                DbusValue.of("jdock-x.scope"),
                                DbusValue.of("replace"),
                                properties,
                                new DbusValue.Array("(sa(sv))", List.of()))));
    }

    /** But for the flag that lets the bus ask a person, which the recorded bytes were rid of. */
    @Test
    void writesWhatBusctlWrites() {
        assertArrayEquals(bytes(START), start().encode());
    }

    @Test
    void readsWhatItWrites() {
        assertEquals(start(), DbusMessage.decode(bytes(START)));
    }

    @Test
    void readsASignal() {
        DbusMessage signal = DbusMessage.decode(bytes(SIGNAL));

        assertEquals(DbusMessage.SIGNAL, signal.type());
        assertEquals("/org/freedesktop/DBus", signal.path());
        assertEquals("NameAcquired", signal.member());
        assertEquals(List.of(DbusValue.of(":1.0")), signal.body());
    }

    @Test
    void readsAnError() {
        DbusMessage error = DbusMessage.decode(bytes(ERROR));

        assertEquals(DbusMessage.ERROR, error.type());
        assertEquals(2, error.replySerial());
        assertEquals("org.freedesktop.DBus.Error.Spawn.ChildExited", error.errorName());
        assertEquals("Process org.freedesktop.systemd1 exited with status 1", error.errorText());
    }

    @Test
    void readsAReply() {
        DbusMessage reply = DbusMessage.decode(bytes(NAMES));

        assertEquals(DbusMessage.REPLY, reply.type());
        assertEquals(List.of(DbusValue.texts(List.of("org.freedesktop.DBus", ":1.0"))), reply.body());
    }

    @Test
    void knowsHowLongAMessageIsFromItsBeginning() {
        for (String recorded : List.of(START, SIGNAL, ERROR, NAMES)) {
            byte[] whole = bytes(recorded);

            assertEquals(whole.length, DbusMessage.length(Arrays.copyOf(whole, DbusMessage.PREAMBLE)));
        }
    }

    @Test
    void refusesAMessageThatIsTooLong() {
        byte[] endless = bytes("6c040101ffffff7f02000000000000 00".replace(" ", ""));

        assertThrows(DbusException.class, () -> DbusMessage.length(endless));
    }

    /** Whatever is changed in a message: it is read as something, or refused. */
    @Test
    void readsOrRefusesWhateverArrives() {
        int refused = 0;
        for (String recorded : List.of(START, SIGNAL, ERROR, NAMES)) {
            byte[] whole = bytes(recorded);
            for (int at = 0; at < whole.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = whole.clone();
                    changed[at] ^= (byte) (1 << bit);
                    try {
                        if (DbusMessage.length(changed) == changed.length) {
                            DbusMessage.decode(changed);
                        }
                    } catch (DbusException e) {
                        refused++;
                    }
                }
            }
        }
        assertEquals(true, refused > 100, "refused " + refused);
    }
}
