package io.jdock.libcontainer.seccomp;

import io.jdock.errdefs.InvalidArgumentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A calling convention that user space can enter the kernel by, with its own system call numbers. */
enum Abi {
    X86_64("SCMP_ARCH_X86_64", 0xc000003e, true),
    /** Shares the architecture code of x86-64 and marks its calls by bit 30 of the number. */
    X32("SCMP_ARCH_X32", 0xc000003e, false),
    I386("SCMP_ARCH_X86", 0x40000003, false),
    AARCH64("SCMP_ARCH_AARCH64", 0xc00000b7, true),
    ARM("SCMP_ARCH_ARM", 0x40000028, false);

    /** Bit 30: set in the numbers of x32 calls. */
    static final int X32_BIT = 0x40000000;

    private final String specName;
    private final int auditArch;
    private final boolean wide;

    Abi(String specName, int auditArch, boolean wide) {
        this.specName = specName;
        this.auditArch = auditArch;
        this.wide = wide;
    }

    /** The convention that a runtime spec calls {@code SCMP_ARCH_…}. */
    static Abi named(String specName) {
        for (Abi abi : values()) {
            if (abi.specName.equals(specName)) {
                return abi;
            }
        }
        throw new InvalidArgumentException("seccomp: unknown or unsupported architecture \"%s\"".formatted(specName));
    }

    /** {@code AUDIT_ARCH_…}, what the kernel puts into {@code seccomp_data.arch}. */
    int auditArch() {
        return auditArch;
    }

    /** Whether arguments have 64 bits. */
    boolean wide() {
        return wide;
    }

    /** The number of the call with this name, if this convention has it. */
    OptionalInt number(String syscall) {
        Integer number = Tables.NUMBERS.get(ordinal()).get(syscall);
        if (number == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(this == X32 ? number | X32_BIT : number);
    }

    /** Read once, when the first filter is compiled. */
    private static final class Tables {

        private static final String RESOURCE = "syscalls.txt";

        /** By name, one for each convention; the columns of the file are in their order. */
        static final List<Map<String, Integer>> NUMBERS = read();

        private static List<Map<String, Integer>> read() {
            List<Map<String, Integer>> tables = new ArrayList<>();
            for (Abi _ : values()) {
                tables.add(new HashMap<>(1024));
            }
            try (BufferedReader lines = open()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.startsWith("#")) {
                        addTo(tables, line.split(" "));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("read " + RESOURCE, e);
            }
            return tables;
        }

        private static void addTo(List<Map<String, Integer>> tables, String[] columns) {
            for (int i = 0; i < tables.size(); i++) {
                if (!columns[i + 1].equals("-")) {
                    tables.get(i).put(columns[0], Integer.valueOf(columns[i + 1]));
                }
            }
        }

        private static BufferedReader open() {
            InputStream in = Abi.class.getResourceAsStream(RESOURCE);
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        }
    }
}
