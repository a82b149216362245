/** What the engine tells of itself. May import {@code io.jdock.engine.api.json} and jackson's annotations only. */
@NullMarked
package io.jdock.engine.api.system;

import org.jspecify.annotations.NullMarked;
