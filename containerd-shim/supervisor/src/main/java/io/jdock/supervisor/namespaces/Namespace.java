package io.jdock.supervisor.namespaces;

import java.util.Map;

/** A namespace and what its owner noted on it. */
public record Namespace(String name, Map<String, String> labels) {

    public Namespace {
        Identifier.check("namespace", name);
        labels = Map.copyOf(labels);
    }
}
