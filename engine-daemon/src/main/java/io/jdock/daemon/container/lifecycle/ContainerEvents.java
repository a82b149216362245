package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.store.Container;
import java.util.Map;

/** Where what happens to containers is made known to clients. */
@FunctionalInterface
public interface ContainerEvents {

    /**
     * Publishes one event; must not block.
     *
     * @param action such as {@code start}
     * @param attributes beside the container's image, name and labels
     */
    void publish(String action, Container container, Map<String, String> attributes);

    /** Publishes an event without attributes of its own. */
    default void publish(String action, Container container) {
        publish(action, container, Map.of());
    }
}
