package io.jdock.libcontainer.seccomp;

import java.util.Optional;

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

    /** The convention that a runtime spec calls {@code SCMP_ARCH_…}, if it can occur on a machine that we run on. */
    static Optional<Abi> named(String specName) {
        for (Abi abi : values()) {
            if (abi.specName.equals(specName)) {
                return Optional.of(abi);
            }
        }
        return Optional.empty();
    }

    String specName() {
        return specName;
    }

    /** {@code AUDIT_ARCH_…}, what the kernel puts into {@code seccomp_data.arch}. */
    int auditArch() {
        return auditArch;
    }

    /** Whether arguments are compared with all their 64 bits. */
    boolean wide() {
        return wide;
    }
}
