/**
 * Linux as Java types: system calls with their errors, descriptors, processes, signals, capabilities, flags.
 *
 * <p>Start reading at {@link io.jdock.linux.Syscalls}; the classes that end in {@code Calls} are thin layers over it, one per
 * subject. What happens inside a container's namespaces is never called from here but sent as a
 * {@link io.jdock.linux.batch.Batch} to a {@link io.jdock.linux.trampoline.Trampoline}.
 *
 * <p>This package and those below it are the only ones that know JNA. It may import {@code io.jdock.concurrent}.
 */
@NullMarked
package io.jdock.linux;

import org.jspecify.annotations.NullMarked;
