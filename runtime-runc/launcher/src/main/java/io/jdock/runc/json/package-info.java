/**
 * JSON as Go writes it, because callers compare. Start reading at {@link io.jdock.runc.json.JsonWriter}. Imports nothing of ours.
 */
@NullMarked
package io.jdock.runc.json;

import org.jspecify.annotations.NullMarked;
