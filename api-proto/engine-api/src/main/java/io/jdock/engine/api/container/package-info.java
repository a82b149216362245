/**
 * Containers as the Engine API writes them: what a client asks for, what it is told.
 *
 * <p>Start reading at {@link io.jdock.engine.api.container.ContainerConfig} and {@link
 * io.jdock.engine.api.container.HostConfig}, the two halves of a create request. Both have dozens of fields side by side in
 * JSON; here they are grouped by purpose, and the groups are unwrapped again on the wire.
 *
 * <p>A record holds no null where it has an empty value; where the API tells "absent" from "empty" the component says so.
 * The package may import jackson's annotations only.
 */
@NullMarked
package io.jdock.engine.api.container;

import org.jspecify.annotations.NullMarked;
