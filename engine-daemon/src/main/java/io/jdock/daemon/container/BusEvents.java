package io.jdock.daemon.container;

import io.jdock.daemon.container.lifecycle.ContainerEvents;
import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.event.EventBus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts containers' events on the daemon's bus, with the attributes that every one of them has. */
final class BusEvents implements ContainerEvents {

    private final EventBus bus;

    BusEvents(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public void publish(String action, Container container, Map<String, String> attributes) {
        Map<String, String> all = new LinkedHashMap<>(container.config().labels());
        all.putAll(attributes);
        all.put("image", container.config().image());
        all.put("name", container.name());
        bus.publish("container", action, container.id(), all);
    }
}
