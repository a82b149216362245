/**
 * A small JSON reader and writer.
 *
 * <p>Start reading at {@link io.jdock.cli.json.JsonValue}. It exists because the command starts cold each time: binding
 * libraries cost more than the whole request. Values are immutable, keep the order of their members and the spelling of
 * their numbers. Imports nothing of this project.
 */
@NullMarked
package io.jdock.cli.json;

import org.jspecify.annotations.NullMarked;
