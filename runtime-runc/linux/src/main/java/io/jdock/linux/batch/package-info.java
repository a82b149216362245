/**
 * Lists of system calls for a trampoline, as typed values.
 *
 * <p>Start reading at {@link io.jdock.linux.batch.Batch}. A {@link io.jdock.linux.batch.Step} is made by one of the classes that
 * end in {@code Steps}, a batch of them is encoded into a {@link io.jdock.linux.batch.Program}, sent, executed, and answered with
 * a {@link io.jdock.linux.batch.Reply}. Making and encoding a batch touches nothing outside, so it is tested without root.
 *
 * <p>May import {@code io.jdock.linux} only.
 */
@NullMarked
package io.jdock.linux.batch;

import org.jspecify.annotations.NullMarked;
