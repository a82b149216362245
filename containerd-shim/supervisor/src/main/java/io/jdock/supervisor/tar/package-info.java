/**
 * Reads tar archives as a stream: POSIX ustar and pax, GNU's extensions, sparse files in their four forms. Writes plain ones.
 *
 * <p>Start reading at {@link io.jdock.supervisor.tar.TarReader}. It is our own because names and extended attributes of a layer
 * are bytes and must arrive unchanged, which readers that decode pax records as text cannot do. Names are carried as
 * {@code io.jdock.linux.tree.Names} describes.
 *
 * <p>Archives come from strangers: everything that is held in memory is bounded, and what is not understood is an error, not
 * a guess. May import {@code io.jdock.linux.tree.Names} only.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, POSIX.1-2024</a>
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Tar-Internals.html">GNU tar internals</a>
 */
@NullMarked
package io.jdock.supervisor.tar;

import org.jspecify.annotations.NullMarked;
