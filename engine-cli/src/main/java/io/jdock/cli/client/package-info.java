/**
 * The Engine API as the commands use it.
 *
 * <p>Start reading at {@link io.jdock.cli.client.EngineClient}. One client lives as long as the command; it agrees on an API
 * version with the engine when the engine turns out not to speak ours. May import {@code cli.http} and {@code cli.json}.
 */
@NullMarked
package io.jdock.cli.client;

import org.jspecify.annotations.NullMarked;
