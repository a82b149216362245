/**
 * The flags of {@code run} and {@code create}, grouped by subject, and how they become the engine's create request.
 *
 * <p>Start reading at {@link io.jdock.cli.command.container.options.ContainerOptions}. Each group declares its flags when it is
 * made and, after parsing, writes what was given into a {@link io.jdock.cli.command.container.options.CreateRequest}; what was
 * not given is left out, so that the engine's defaults hold. May import {@code cli.flags}, {@code cli.json} and
 * {@code cli.command}.
 */
@NullMarked
package io.jdock.cli.command.container.options;

import org.jspecify.annotations.NullMarked;
