package io.jdock.daemon.build;

import io.jdock.daemon.container.job.Jobs;
import io.jdock.daemon.image.Composer;
import io.jdock.daemon.image.HeldImages;
import io.jdock.daemon.image.ImageCatalog;
import io.jdock.daemon.image.Pulls;
import io.jdock.daemon.image.Trees;
import io.jdock.oci.image.ImageReference;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/**
 * What builds work with.
 *
 * @param tag gives an image, by its ID, a name
 * @param scripts a directory for files of steps that go on; what is in it when the daemon starts is left over
 */
public record Workshop(
        ImageCatalog catalog,
        Composer composer,
        Trees trees,
        Pulls pulls,
        Jobs jobs,
        HeldImages held,
        BiConsumer<String, ImageReference> tag,
        Path scripts,
        InstantSource clock) {}
