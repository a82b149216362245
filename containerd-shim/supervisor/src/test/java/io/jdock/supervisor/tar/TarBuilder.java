package io.jdock.supervisor.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes archives byte by byte, so that tests can say things no archiver would. Names have one character per byte. */
public final class TarBuilder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, byte[]> pax = new LinkedHashMap<>();
    private int mode = -1;
    private long uid;
    private long gid;
    private long seconds = 1_000_000_000L;
    private String device = "";

    /** The next entry gets this record in an extended header. */
    public TarBuilder pax(String keyword, byte[] value) {
        pax.put(keyword, value);
        return this;
    }

    public TarBuilder pax(String keyword, String value) {
        return pax(keyword, value.getBytes(ISO_8859_1));
    }

    /** Mode of the next entry. */
    public TarBuilder mode(int nextMode) {
        mode = nextMode;
        return this;
    }

    /** Owner of the entries from here on. */
    public TarBuilder owner(long nextUid, long nextGid) {
        uid = nextUid;
        gid = nextGid;
        return this;
    }

    public TarBuilder file(String name, String content) {
        return file(name, content.getBytes(ISO_8859_1));
    }

    public TarBuilder file(String name, byte[] content) {
        return entry('0', name, "", content, 0644);
    }

    public TarBuilder directory(String name) {
        return entry('5', name, "", new byte[0], 0755);
    }

    public TarBuilder symlink(String name, String target) {
        return entry('2', name, target, new byte[0], 0777);
    }

    public TarBuilder hardLink(String name, String target) {
        return entry('1', name, target, new byte[0], 0644);
    }

    public TarBuilder fifo(String name) {
        return entry('6', name, "", new byte[0], 0644);
    }

    public TarBuilder characterDevice(String name, int major, int minor) {
        device = octal(major, 7) + "\0" + octal(minor, 7) + "\0";
        return entry('3', name, "", new byte[0], 0600);
    }

    /** An entry of any type, with the extended header that was asked for before it. */
    public TarBuilder entry(char type, String name, String link, byte[] content, int usualMode) {
        if (!pax.isEmpty()) {
            ByteArrayOutputStream records = new ByteArrayOutputStream();
            pax.forEach((keyword, value) -> records.writeBytes(record(keyword, value)));
            pax.clear();
            raw('x', "pax", "", records.toByteArray(), 0644);
        }
        raw(type, name, link, content, mode < 0 ? usualMode : mode);
        mode = -1;
        return this;
    }

    /** An entry as such. */
    public TarBuilder raw(char type, String name, String link, byte[] content, int itsMode) {
        return header(type, name, link, content.length, itsMode).bytes(content).pad();
    }

    /** Only a header, which may lie about what follows. */
    public TarBuilder header(char type, String name, String link, long size, int itsMode) {
        byte[] block = new byte[512];
        put(block, 0, name.substring(0, Math.min(100, name.length())));
        put(block, 100, octal(itsMode, 7));
        put(block, 108, octal(uid, 7));
        put(block, 116, octal(gid, 7));
        put(block, 124, octal(size, 11));
        put(block, 136, octal(seconds, 11));
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        put(block, 157, link.substring(0, Math.min(100, link.length())));
        put(block, 257, "ustar\00000");
        put(block, 329, device);
        device = "";
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, octal(sum, 6) + "\0 ");
        return bytes(block);
    }

    public TarBuilder bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public TarBuilder pad() {
        return bytes(new byte[-out.size() & 511]);
    }

    /** The archive with its two blocks of zeros. */
    public byte[] build() {
        return bytes(new byte[1024]).unterminated();
    }

    /** The archive as it is. */
    public byte[] unterminated() {
        return out.toByteArray();
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static String octal(long number, int digits) {
        return "%0".concat(digits + "o").formatted(number);
    }

    private static byte[] record(String keyword, byte[] value) {
        int rest = keyword.length() + value.length + 3;
        int length = rest + String.valueOf(rest).length();
        length = rest + String.valueOf(length).length();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes("%d %s=".formatted(length, keyword).getBytes(ISO_8859_1));
        record.writeBytes(value);
        record.write('\n');
        return record.toByteArray();
    }
}
