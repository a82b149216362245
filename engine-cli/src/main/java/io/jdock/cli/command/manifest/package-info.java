/**
 * {@code jdock manifest}: manifest lists that are put together by hand. Start reading at {@link
 * io.jdock.cli.command.manifest.ManifestStore}, where they are until they are pushed. Registries are asked by the engine, which
 * knows their certificates, mirrors and proxies; this program speaks to none itself.
 */
@NullMarked
package io.jdock.cli.command.manifest;

import org.jspecify.annotations.NullMarked;
