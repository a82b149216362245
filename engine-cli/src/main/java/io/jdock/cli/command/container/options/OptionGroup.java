package io.jdock.cli.command.container.options;

/** Flags of one subject. */
interface OptionGroup {

    /**
     * Writes what was given into the request.
     *
     * @throws io.jdock.cli.command.CommandException when flags contradict each other or do not make sense
     */
    void addTo(CreateRequest request);
}
