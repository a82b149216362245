/**
 * Reading what containers have written: json-file logs.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.logs.LogReader}. The supervisor appends one JSON object a line to a
 * container's log; {@code LogLine} takes such a line apart in place, {@code LogTail} finds where the last lines begin, and
 * {@link io.jdock.daemon.container.logs.FileWatcher} wakes readers that follow. A line that is not complete yet, or was torn
 * by a crash, is never shown.
 *
 * <p>May import {@code io.jdock.daemon.container.stream}, {@code io.jdock.concurrent} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.daemon.container.logs;

import org.jspecify.annotations.NullMarked;
