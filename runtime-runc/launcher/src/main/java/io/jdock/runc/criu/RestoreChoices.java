package io.jdock.runc.criu;

import java.util.Optional;

/**
 * What the user decides about restoring.
 *
 * @param lsmProfile the profile to restore under instead of the saved one, {@code TYPE:NAME}
 * @param lsmMountContext the same for the context of mounts
 */
public record RestoreChoices(Choices common, Optional<String> lsmProfile, Optional<String> lsmMountContext) {}
