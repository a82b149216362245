/**
 * Commands that are run in a running container, as the Engine API writes them.
 *
 * <p>Start reading at {@link io.jdock.engine.api.exec.ExecCreateRequest}. The package may import jackson's annotations only.
 */
@NullMarked
package io.jdock.engine.api.exec;

import org.jspecify.annotations.NullMarked;
