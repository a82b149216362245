package io.jdock.libcontainer.seccomp;

import java.util.Map;

/**
 * Arguments that the kernel takes as {@code int} although a register carries 64 bits.
 *
 * <p>{@code socket(0x100000026, …)} makes an AF_ALG socket, as the kernel drops the upper half; a filter that compared all 64
 * bits with "greater than 40" would let it pass.
 */
final class NarrowArguments {

    /** Bit n stands for argument n. */
    private static final Map<String, Integer> MASKS = Map.ofEntries(
            Map.entry("socket", 0b111),
            Map.entry("socketpair", 0b111),
            Map.entry("personality", 0b1),
            Map.entry("ioctl", 0b11),
            Map.entry("fcntl", 0b11),
            Map.entry("prctl", 0b1),
            Map.entry("setsockopt", 0b10111),
            Map.entry("getsockopt", 0b111),
            Map.entry("keyctl", 0b1),
            Map.entry("bpf", 0b1),
            Map.entry("quotactl", 0b1));

    private NarrowArguments() {}

    static boolean contains(String syscall, int argument) {
        return (MASKS.getOrDefault(syscall, 0) >> argument & 1) != 0;
    }
}
