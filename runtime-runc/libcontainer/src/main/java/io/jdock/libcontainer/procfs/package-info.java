/**
 * A procfs that nothing in a container can have tampered with: {@link io.jdock.libcontainer.procfs.FreshProc}.
 *
 * <p>May import {@code io.jdock.linux} only.
 */
@NullMarked
package io.jdock.libcontainer.procfs;

import org.jspecify.annotations.NullMarked;
