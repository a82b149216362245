/**
 * A client's connection joined to a process's standard streams.
 *
 * <p>Start reading at {@link io.jdock.daemon.container.attach.AttachSession}. It lasts until the output has ended, the client
 * is gone, or the user typed the detach keys; the process never notices.
 *
 * <p>May import {@code io.jdock.daemon.http.RawStream}, the {@code stream} and {@code task} packages and {@code
 * io.jdock.concurrent}.
 */
@NullMarked
package io.jdock.daemon.container.attach;

import org.jspecify.annotations.NullMarked;
