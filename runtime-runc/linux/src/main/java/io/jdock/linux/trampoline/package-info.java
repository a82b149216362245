/**
 * The trampoline: a tiny process that executes batches of system calls for us.
 *
 * <p>Start reading at {@link io.jdock.linux.trampoline.Trampoline}; its machine code is in {@code src/main/trampoline}. It is
 * spawned from a sealed file in memory, executes what comes over its {@link io.jdock.linux.trampoline.Link}, and ends when
 * that is closed. A shim is one, and so is a {@link io.jdock.linux.trampoline.Launcher} until it becomes the container.
 *
 * <p>May import {@code io.jdock.linux}, {@code io.jdock.linux.batch} and {@code io.jdock.concurrent}.
 */
@NullMarked
package io.jdock.linux.trampoline;

import org.jspecify.annotations.NullMarked;
