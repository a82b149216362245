package io.jdock.cli.command;

/**
 * The flags before the command's name.
 *
 * @param host address of the engine; empty when not given
 * @param config directory of the user's configuration; empty when not given
 * @param debug whether debug mode was asked for
 */
public record GlobalOptions(String host, String config, boolean debug) {}
