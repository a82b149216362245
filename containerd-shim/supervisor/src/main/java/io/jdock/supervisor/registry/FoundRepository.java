package io.jdock.supervisor.registry;

/**
 * A repository that a registry has found.
 *
 * @param official whether the registry itself looks after it
 * @param automated whether the registry builds it
 */
public record FoundRepository(String name, String description, int stars, boolean official, boolean automated) {}
