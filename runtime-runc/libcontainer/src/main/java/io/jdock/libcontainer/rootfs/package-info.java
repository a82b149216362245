/**
 * What a container sees as its file system: mounts, devices, masked and read-only paths, terminal.
 *
 * <p>Start reading at {@link io.jdock.libcontainer.rootfs.RootfsPlan}, a pure function of the spec, and go on with
 * {@link io.jdock.libcontainer.rootfs.RootfsSteps}, which turns the plan into steps for the launcher.
 *
 * <p>The content of a root file system is hostile. So nothing below it is ever named by a path that is resolved anew: every place
 * is opened once, with {@code RESOLVE_IN_ROOT}, and what is mounted, checked or made there goes through that descriptor.
 *
 * <p>May import the sibling packages {@code namespaces} and {@code capabilities}, {@code io.jdock.linux..},
 * {@code io.jdock.oci.runtime} and {@code io.jdock.errdefs}.
 */
@NullMarked
package io.jdock.libcontainer.rootfs;

import org.jspecify.annotations.NullMarked;
