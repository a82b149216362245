package io.jdock.daemon.usage;

import io.jdock.daemon.http.Exchange;
import io.jdock.daemon.http.Router;
import io.jdock.daemon.image.ImageUsage;
import io.jdock.engine.api.container.ContainerSummary;
import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.system.DiskUsage;
import io.jdock.errdefs.InvalidArgumentException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code GET /system/df}. There are neither volumes nor a build cache yet, and so they are empty. */
public final class UsageRoute {

    private static final Set<String> TYPES = Set.of("container", "image", "volume", "build-cache");
    private static final Set<String> ACTIVE = Set.of("running", "paused", "restarting");

    private final Function<ApiVersion, ImageUsage> images;
    private final Supplier<List<ContainerSummary>> containers;

    /** @param containers all of them, with their sizes */
    public UsageRoute(Function<ApiVersion, ImageUsage> images, Supplier<List<ContainerSummary>> containers) {
        this.images = images;
        this.containers = containers;
    }

    public void addTo(Router router) {
        router.get("/system/df", this::usage);
    }

    private void usage(Exchange exchange) throws IOException {
        List<String> types = exchange.query().all("type");
        for (String type : types) {
            if (!TYPES.contains(type)) {
                throw new InvalidArgumentException("unknown object type: " + type);
            }
        }
        boolean all = types.isEmpty() || exchange.version().below(42);
        DiskUsage.Builder usage =
                new DiskUsage.Builder(exchange.version(), exchange.query().flag("verbose"));
        if (all || types.contains("image")) {
            ImageUsage found = images.apply(exchange.version());
            long active =
                    found.images().stream().filter(it -> it.containers() > 0).count();
            usage.images(found.images(), active, found.bytes(), found.reclaimable());
        }
        if (all || types.contains("container")) {
            List<ContainerSummary> found = containers.get();
            usage.containers(found, active(found), bytes(found, false), bytes(found, true));
        }
        if (all || types.contains("volume")) {
            usage.volumes();
        }
        if (all || types.contains("build-cache")) {
            usage.buildCache();
        }
        exchange.ok(usage.build());
    }

    private static long active(List<ContainerSummary> containers) {
        return containers.stream().filter(it -> ACTIVE.contains(it.state())).count();
    }

    private static long bytes(List<ContainerSummary> containers, boolean onlyIdle) {
        return containers.stream()
                .filter(it -> !onlyIdle || !ACTIVE.contains(it.state()))
                .mapToLong(it -> it.sizeRw() == null ? 0 : it.sizeRw())
                .sum();
    }
}
