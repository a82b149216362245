/**
 * Network links, addresses and routes through rtnetlink, without an {@code ip} process.
 *
 * <p>Start reading at {@link io.jdock.linux.netlink.Rtnetlink}, which has one method for each thing that can be done. A call
 * builds a message ({@code LinkMessages}, {@code AddressMessages}, {@code RouteMessages}: pure functions), a {@code
 * NetlinkSocket} sends it and waits for the kernel's acknowledgement, and answers become records such as {@link
 * io.jdock.linux.netlink.Link}. A socket belongs for life to the network namespace of the thread that opened it, so one that
 * was opened inside a container's namespace configures the container from outside.
 *
 * <p>{@link io.jdock.linux.netlink.TrackedConnections} does the same for connection tracking.
 *
 * <p>This package may import JNA and {@code io.jdock.linux}.
 */
@NullMarked
package io.jdock.linux.netlink;

import org.jspecify.annotations.NullMarked;
