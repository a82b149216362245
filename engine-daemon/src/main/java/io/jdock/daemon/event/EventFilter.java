package io.jdock.daemon.event;

import io.jdock.daemon.http.Filters;
import io.jdock.engine.api.event.EventMessage;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The {@code filters} of {@code GET /events}: values of one key are alternatives, keys and labels must all fit. */
final class EventFilter implements Predicate<EventMessage> {

    /** Keys that name objects of the type of the same name. */
    private static final List<String> OBJECTS = List.of(
            "container", "image", "volume", "network", "daemon", "plugin", "service", "node", "secret", "config");

    static final Set<String> KEYS = Set.of(
            "container",
            "image",
            "volume",
            "network",
            "daemon",
            "plugin",
            "service",
            "node",
            "secret",
            "config",
            "event",
            "label",
            "scope",
            "type");

    private final Filters filters;

    EventFilter(Filters filters) {
        this.filters = filters;
    }

    @Override
    public boolean test(EventMessage event) {
        return filters.matches("type", event.type())
                && filters.matches("scope", event.scope())
                && filters.matchesAny("event", action -> isAction(event.action(), action))
                && filters.matchesLabels("label", event.actor().attributes())
                && OBJECTS.stream().allMatch(key -> isObject(key, event));
    }

    /** {@code exec_start: sh} is an {@code exec_start}. */
    private static boolean isAction(String action, String wanted) {
        return action.equals(wanted) || action.startsWith(wanted + ":");
    }

    private boolean isObject(String key, EventMessage event) {
        return filters.matchesAny(key, wanted -> event.type().equals(key) && isNamed(event, wanted));
    }

    private static boolean isNamed(EventMessage event, String wanted) {
        String name = event.actor().attributes().getOrDefault("name", "");
        return event.actor().id().startsWith(wanted)
                || name.equals(wanted)
                || (event.type().equals("image") && withoutTag(name).equals(wanted));
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
