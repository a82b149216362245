package io.jdock.daemon.container.view;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerStatus;
import io.jdock.daemon.container.store.ContainerStore;
import io.jdock.daemon.http.Filters;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which containers a client wants listed, newest first. */
public final class ListQuery {

    /** The filters that are understood. */
    public static final Set<String> FILTERS =
            Set.of("ancestor", "before", "exited", "id", "label", "name", "network", "since", "status", "volume");

    private static final Set<String> STATUSES =
            Set.of("created", "restarting", "running", "removing", "paused", "exited", "dead");

    private final ContainerStore store;
    private final Filters filters;
    private final boolean all;
    private final int limit;

    /**
     * @param all also those that do not run
     * @param limit at most so many, running or not; 0 for no limit
     */
    public ListQuery(ContainerStore store, Filters filters, boolean all, int limit) {
        this.store = store;
        this.filters = filters;
        this.all = all;
        this.limit = limit;
        filters.values("status").stream()
                .filter(status -> !STATUSES.contains(status))
                .findFirst()
                .ifPresent(status -> {
                    throw new InvalidArgumentException("invalid filter 'status=%s'".formatted(status));
                });
    }

    /** The containers that fit. */
    public List<Container> run() {
        Predicate<Container> wanted = visible().and(this::fits).and(age());
        return store.list().stream()
                .filter(wanted)
                .limit(limit > 0 ? limit : Long.MAX_VALUE)
                .toList();
    }

    private Predicate<Container> visible() {
        boolean stoppedToo = all
                || limit > 0
                || Set.of("status", "exited", "before", "since").stream()
                        .anyMatch(key -> !filters.values(key).isEmpty());
        return container -> {
            ContainerStatus status = container.state().status();
            return status != ContainerStatus.CREATING && (stoppedToo || status.isAlive());
        };
    }

    private boolean fits(Container container) {
        return filters.matches("status", container.state().status().apiName())
                && filters.matchesAny("exited", code -> hasExited(container, code))
                && filters.matchesAny("id", id -> container.id().startsWith(id))
                && filters.matchesAny("name", name -> isNamed(container, name))
                && filters.matchesLabels("label", container.config().labels())
                && filters.matchesAny("ancestor", image -> isFrom(container, image))
                && filters.matches("network", container.host().namespaces().network())
                && filters.matchesAny("volume", path -> mounts(container, path));
    }

    private Predicate<Container> age() {
        Predicate<Container> age = _ -> true;
        for (String before : filters.values("before")) {
            var bound = store.resolve(before).created();
            age = age.and(container -> container.created().isBefore(bound));
        }
        for (String since : filters.values("since")) {
            var bound = store.resolve(since).created();
            age = age.and(container -> container.created().isAfter(bound));
        }
        return age;
    }

    private static boolean hasExited(Container container, String code) {
        boolean ended = container.state().status() == ContainerStatus.EXITED;
        return ended && Integer.toString(container.state().exitCode()).equals(code);
    }

    private static boolean isNamed(Container container, String expression) {
        try {
            Pattern pattern = Pattern.compile(expression);
            return pattern.matcher(container.name()).find()
                    || pattern.matcher("/" + container.name()).find();
        } catch (PatternSyntaxException e) {
            throw new InvalidArgumentException(
                    "invalid filter 'name=%s': %s".formatted(expression, e.getDescription()), e);
        }
    }

    private static boolean isFrom(Container container, String image) {
        String own = container.config().image();
        return own.equals(image)
                || own.equals(image + ":latest")
                || (own + ":latest").equals(image)
                || container.imageId().equals(image)
                || image.length() >= 12 && container.imageId().startsWith("sha256:" + image);
    }

    private static boolean mounts(Container container, String path) {
        return MountView.of(container).stream()
                .anyMatch(mount ->
                        mount.source().equals(path) || mount.destination().equals(path));
    }
}
