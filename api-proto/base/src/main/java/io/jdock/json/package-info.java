/**
 * A small JSON reader and writer.
 *
 * <p>Start reading at {@link io.jdock.json.JsonValue}. It exists because some programs start cold each time: binding
 * libraries cost more than what these have to do. Values are immutable, keep the order of their members and the spelling of
 * their numbers. {@link io.jdock.json.JsonObject}'s getters read leniently, as clients of other people's engines must;
 * {@link io.jdock.json.JsonFields} reads documents that have to be right. Imports {@code io.jdock.errdefs} only.
 */
@NullMarked
package io.jdock.json;

import org.jspecify.annotations.NullMarked;
