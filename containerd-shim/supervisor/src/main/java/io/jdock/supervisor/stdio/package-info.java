/**
 * The standard streams of processes: from the pipes that a shim holds into logs and to attached clients, without loss.
 *
 * <p>Start reading at {@link io.jdock.supervisor.stdio.StdioHub}. Output is moved by a {@link io.jdock.supervisor.stdio.Pump} from
 * the pipe into a {@link io.jdock.supervisor.stdio.Spool} in the shim's directory; from there it goes to the log, and each attached
 * client reads it at its own pace. A supervisor can be killed at any point of this; the next one goes on at the same byte.
 * Tests that do so are part of the suite.
 *
 * <p>May import {@code io.jdock.linux}, {@code io.jdock.shim}, {@code io.jdock.concurrent} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.supervisor.stdio;

import org.jspecify.annotations.NullMarked;
