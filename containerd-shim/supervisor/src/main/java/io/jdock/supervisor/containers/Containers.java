package io.jdock.supervisor.containers;

import io.jdock.errdefs.AlreadyExistsException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.supervisor.events.Event;
import io.jdock.supervisor.events.EventBus;
import io.jdock.supervisor.metadata.Durability;
import io.jdock.supervisor.metadata.Metadata;
import io.jdock.supervisor.metadata.Transaction;
import io.jdock.supervisor.namespaces.Namespaces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** The records of all containers. Safe for concurrent use; nothing here waits for a running container. */
public final class Containers {

    private final Metadata metadata;
    private final EventBus events;
    private final Clock clock;

    public Containers(Metadata metadata, EventBus events, Clock clock) {
        this.metadata = metadata;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @throws NotFoundException if there is none
     */
    public Container get(ContainerKey key) {
        return metadata.read(tx -> require(tx, key));
    }

    /** The containers of a namespace, sorted by ID. */
    public List<Container> list(String namespace) {
        return metadata.read(tx -> ContainerTable.list(tx, namespace));
    }

    /**
     * Records a container; both its times are now.
     *
     * @throws AlreadyExistsException if the ID is taken
     */
    public Container create(Container wanted) {
        Instant now = clock.instant();
        Container container = wanted.at(now, now);
        metadata.change(Durability.PROCESS, tx -> {
            if (ContainerTable.find(tx, container.key()).isPresent()) {
                throw new AlreadyExistsException("create container %s: it exists".formatted(container.key()));
            }
            Namespaces.ensure(tx, container.key().namespace());
            ContainerTable.insert(tx, container);
        });
        publish(
                container,
                new Event.ContainerCreated(
                        container.key().id(),
                        container.image(),
                        container.runtime().name()));
        return container;
    }

    /** Replaces a record by what {@code change} makes of it; the key and the time of creation stay. */
    public Container update(ContainerKey key, UnaryOperator<Container> change) {
        Container updated = metadata.write(Durability.PROCESS, tx -> {
            Container current = require(tx, key);
            Container result = change.apply(current).at(current.createdAt(), clock.instant());
            ContainerTable.delete(tx, key);
            ContainerTable.insert(tx, result);
            return result;
        });
        publish(
                updated,
                new Event.ContainerUpdated(
                        key.id(),
                        updated.image(),
                        updated.labels(),
                        updated.snapshot().key()));
        return updated;
    }

    /**
     * Forgets a container. It must not have a task, which is up to the caller to see to.
     *
     * @throws NotFoundException if there is none
     */
    public void delete(ContainerKey key) {
        Container deleted = metadata.write(Durability.PROCESS, tx -> {
            Container found = require(tx, key);
            ContainerTable.delete(tx, key);
            return found;
        });
        publish(deleted, new Event.ContainerDeleted(key.id()));
    }

    private static Container require(Transaction tx, ContainerKey key) {
        return ContainerTable.find(tx, key)
                .orElseThrow(() -> new NotFoundException("container %s: not found".formatted(key)));
    }

    private void publish(Container container, Event event) {
        events.publish(container.key().namespace(), event);
    }
}
