package io.jdock.cli.command.container;

import io.jdock.cli.client.Query;

/** Request paths below one container. */
final class ContainerPath {

    private ContainerPath() {}

    /** The path of {@code action} on a container given by name or id. */
    static String of(String container, String action) {
        return "/containers/" + Query.encode(container) + "/" + action;
    }
}
