/**
 * Files that clients send, or have fetched, to be copied into images: a build's context, for example.
 *
 * <p>Start reading at {@link io.jdock.supervisor.received.ReceivedTrees}. A {@link io.jdock.supervisor.received.Reception} lives as
 * long as the call that it belongs to. Its files are in a directory of the snapshotter that no record knows of, so that what a crash
 * leaves goes when the next supervisor starts.
 *
 * <p>May import {@code io.jdock.supervisor.snapshots}, {@code .unpack}, {@code io.jdock.oci.image}, {@code io.jdock.linux},
 * {@code io.jdock.linux.tree} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.supervisor.received;

import org.jspecify.annotations.NullMarked;
