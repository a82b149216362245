package io.jdock.daemon.container.task;

/** Which standard streams a client joins. */
public record StreamChoice(boolean stdin, boolean stdout, boolean stderr) {}
