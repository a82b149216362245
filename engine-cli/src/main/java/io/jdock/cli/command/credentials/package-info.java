/**
 * Credentials for registries, kept as docker keeps them: in the environment, with a helper program, or in the configuration
 * file.
 *
 * <p>Start reading at {@link io.jdock.cli.command.credentials.CredentialStores}, which chooses the store for a registry. May import
 * {@code io.jdock.cli.command} and {@code io.jdock.json}.
 */
@NullMarked
package io.jdock.cli.command.credentials;

import org.jspecify.annotations.NullMarked;
