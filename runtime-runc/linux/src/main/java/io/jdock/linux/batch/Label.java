package io.jdock.linux.batch;

/**
 * A place in a batch that the parent of a clone goes on at; {@link Batch#mark} says where it is.
 *
 * @param name what happens there, for people
 */
public record Label(String name) implements Arg {}
