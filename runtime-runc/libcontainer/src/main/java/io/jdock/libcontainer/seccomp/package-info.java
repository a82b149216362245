/**
 * System call filters: from the names and rules of a runtime spec to the program that the kernel runs on every system call.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.seccomp.SeccompCompiler}. An {@link io.jdock.libcontainer.seccomp.Abi} knows
 * the call numbers of one architecture, {@link io.jdock.libcontainer.seccomp.AbiRules} decides what each number gets, and
 * {@link io.jdock.libcontainer.seccomp.DecisionTree} turns that into instructions.
 *
 * <p>Pure functions; this package may import {@code io.jdock.oci.runtime}, {@code io.jdock.linux} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.libcontainer.seccomp;

import org.jspecify.annotations.NullMarked;
