/**
 * The packet filter through libnftables, in this process, without an {@code nft} process.
 *
 * <p>{@link io.jdock.linux.nftables.Nftables} is all there is. This package may import JNA.
 */
@NullMarked
package io.jdock.linux.nftables;

import org.jspecify.annotations.NullMarked;
