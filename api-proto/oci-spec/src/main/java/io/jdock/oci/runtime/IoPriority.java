package io.jdock.oci.runtime;

/**
 * How urgent a process's traffic with block devices is; see ioprio_set(2).
 *
 * @param kind {@code IOPRIO_CLASS_RT}, {@code IOPRIO_CLASS_BE} or {@code IOPRIO_CLASS_IDLE}
 * @param priority 0, the most urgent, to 7
 */
public record IoPriority(String kind, int priority) {}
