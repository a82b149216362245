/**
 * Saving and restoring the processes of a container by criu, a program of its own.
 *
 * <p>Start reading at {@link io.jdock.runc.criu.Session}: criu is started for one request and asked over a socket, in messages
 * that its rpc.proto describes. What is asked is decided by {@link io.jdock.runc.criu.DumpRequest} and
 * {@link io.jdock.runc.criu.RestoreRequest}, from the container's spec and state and the user's choices alone; of an image only
 * the names of three streams are read here, and whether it is harmless to read for criu:
 * {@link io.jdock.runc.criu.ImageDirectory}.
 *
 * <p>Used by two verbs, loaded by no other. May import {@code io.jdock.libcontainer}, {@code io.jdock.linux..},
 * {@code io.jdock.json}, {@code io.jdock.programs} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.runc.criu;

import org.jspecify.annotations.NullMarked;
