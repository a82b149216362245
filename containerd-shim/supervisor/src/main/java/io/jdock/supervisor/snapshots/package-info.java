/**
 * The snapshotter {@code overlayfs}: layers and the writable tops that containers put on them, as directories and the mounts that
 * stack them.
 *
 * <p>Start reading at {@link io.jdock.supervisor.snapshots.Snapshots}. An <em>active</em> snapshot is prepared on a committed
 * parent under a key, written to through its mounts, and removed or committed under a name. A layer of an image is
 * <em>extracted</em> into a directory of its own without its parent and then committed under its ChainID. A <em>view</em> is
 * read-only. A <em>draft</em> is changed through a mount that nobody else finds, and then committed or dropped.
 *
 * <p>A snapshot's directory is made before its record and removed after it, so a directory without a record is garbage of
 * a crash; the next start removes it. May import {@code io.jdock.supervisor.metadata}, {@code .events}, {@code .mounts}, {@code io.jdock.linux.tree},
 * {@code io.jdock.linux}, {@code io.jdock.concurrent} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">Overlay Filesystem</a>
 */
@NullMarked
package io.jdock.supervisor.snapshots;

import org.jspecify.annotations.NullMarked;
