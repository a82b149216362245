package io.jdock.supervisor.containers;

import io.jdock.supervisor.namespaces.Identifier;

/** Names a container, and its task if it has one. Both parts are safe to build paths from. */
public record ContainerKey(String namespace, String id) {

    public ContainerKey {
        Identifier.check("namespace", namespace);
        Identifier.check("container", id);
    }

    @Override
    public String toString() {
        return namespace + "/" + id;
    }
}
