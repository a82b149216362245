package io.jdock.linux;

import java.util.Locale;

/** The processor architectures that jdock runs on; they differ in system call numbers, a few flags and one struct. */
public enum Arch {
    X86_64("x86-64", 62),
    AARCH64("aarch64", 183);

    private final String id;
    private final int elfMachine;

    Arch(String id, int elfMachine) {
        this.id = id;
        this.elfMachine = elfMachine;
    }

    /**
     * The architecture of this process.
     *
     * @throws UnsupportedOperationException on any other
     */
    public static Arch current() {
        return Current.ARCH;
    }

    /** The name used in resource files. */
    public String id() {
        return id;
    }

    /** The value of {@code e_machine} in elf(5). */
    public int elfMachine() {
        return elfMachine;
    }

    private static final class Current {
        static final Arch ARCH = of(System.getProperty("os.arch"));

        private static Arch of(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "amd64", "x86_64" -> X86_64;
                case "aarch64" -> AARCH64;
                default -> throw new UnsupportedOperationException("jdock runs on x86-64 and aarch64, not on " + name);
            };
        }
    }
}
