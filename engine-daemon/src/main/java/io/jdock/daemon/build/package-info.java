/**
 * The builder: {@code POST /build} makes an image of a Dockerfile, step by step. Each step is an image of its own, which is what later
 * builds find again instead of doing the step; the files are the supervisor's business.
 *
 * <p>Start reading at {@link io.jdock.daemon.build.Build}. The language is in {@code dockerfile}, which is pure. May import
 * {@code io.jdock.daemon.container}, {@code .image} and {@code .http}.
 */
@NullMarked
package io.jdock.daemon.build;

import org.jspecify.annotations.NullMarked;
