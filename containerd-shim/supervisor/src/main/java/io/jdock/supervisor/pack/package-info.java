/**
 * Turns directories into archives: the other way round than {@code unpack}.
 *
 * <p>Start reading at {@link io.jdock.supervisor.pack.TreePacker}. May import {@code io.jdock.supervisor.tar},
 * {@code io.jdock.linux.tree}, {@code io.jdock.linux}, {@code io.jdock.concurrent} and {@code io.jdock.errdefs}.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md">Layer filesystem changeset</a>
 */
@NullMarked
package io.jdock.supervisor.pack;

import org.jspecify.annotations.NullMarked;
