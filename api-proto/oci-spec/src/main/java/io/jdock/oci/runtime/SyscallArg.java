package io.jdock.oci.runtime;

/**
 * Condition on one argument of a system call.
 *
 * @param index 0 to 5
 * @param value compared with, or the mask of {@code SCMP_CMP_MASKED_EQ}
 * @param valueTwo compared with after masking
 * @param op {@code SCMP_CMP_…}
 */
public record SyscallArg(int index, long value, long valueTwo, String op) {}
