/**
 * How the Engine API's records become JSON and back, and how one record serves every API version.
 *
 * <p>Start reading at {@link io.jdock.engine.api.json.EngineJson}. A record states the newest form; components that some
 * versions lack carry {@link io.jdock.engine.api.json.Since} or {@link io.jdock.engine.api.json.Until}, and the writer leaves
 * them out of replies to other versions. What a request may contain per version is checked by the service that acts on it.
 *
 * <p>May import jackson and {@code io.jdock.errdefs} only.
 */
@NullMarked
package io.jdock.engine.api.json;

import org.jspecify.annotations.NullMarked;
