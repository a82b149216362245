package io.jdock.cli.command;

/** The heading over each field of a kind of list. */
public interface Headings {

    /** The heading; empty when there is no such field. */
    String of(String field);
}
