/**
 * Images in the Engine API: {@link io.jdock.engine.api.image.ImageSummary} in lists, {@link
 * io.jdock.engine.api.image.ImageInspect} alone, {@link io.jdock.engine.api.image.ProgressMessage} while one arrives.
 *
 * <p>May import {@code io.jdock.engine.api.json} and jackson's annotations only.
 */
@NullMarked
package io.jdock.engine.api.image;

import org.jspecify.annotations.NullMarked;
