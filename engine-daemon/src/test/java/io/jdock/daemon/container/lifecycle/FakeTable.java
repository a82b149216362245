package io.jdock.daemon.container.lifecycle;

import io.jdock.daemon.container.store.Container;
import io.jdock.daemon.container.store.ContainerTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A table in memory, which one store after another can be opened on. */
final class FakeTable implements ContainerTable {

    private final Map<String, Container> records = new ConcurrentHashMap<>();

    @Override
    public List<Container> load() {
        return List.copyOf(records.values());
    }

    @Override
    public void save(Container container) {
        records.put(container.id(), container);
    }

    @Override
    public void delete(Container container) {
        records.remove(container.id());
    }
}
