package io.jdock.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A tar archive with whatever entries somebody wants, be they such as no tar would make. */
final class HandmadeArchive {

    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    HandmadeArchive file(String name, String text) {
        return file(name, text.getBytes(UTF_8));
    }

    HandmadeArchive file(String name, byte[] content) {
        header(name, '0', 0644, content.length, "");
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[-content.length & BLOCK - 1]);
        return this;
    }

    HandmadeArchive directory(String name) {
        return entry(name, '5', 0755, "");
    }

    HandmadeArchive link(String name, String target) {
        return entry(name, '2', 0777, target);
    }

    HandmadeArchive hardLink(String name, String target) {
        return entry(name, '1', 0644, target);
    }

    HandmadeArchive fifo(String name) {
        return entry(name, '6', 0644, "");
    }

    /** The character device 1:1, which is the machine's memory. */
    HandmadeArchive memory(String name) {
        return entry(name, '3', 0666, "");
    }

    private HandmadeArchive entry(String name, char type, int mode, String target) {
        header(name, type, mode, 0, target);
        return this;
    }

    private void header(String name, char type, int mode, long size, String target) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar\00000");
        put(header, 329, "0000001");
        put(header, 337, "0000001");
        Arrays.fill(header, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += Byte.toUnsignedInt(each);
        }
        put(header, CHECKSUM, "%06o\0 ".formatted(sum));
        bytes.writeBytes(header);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] field = text.getBytes(US_ASCII);
        System.arraycopy(field, 0, header, at, field.length);
    }

    byte[] bytes() {
        byte[] all = bytes.toByteArray();
        return Arrays.copyOf(all, all.length + 2 * BLOCK);
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file, e);
        }
    }
}
