package io.jdock.oci.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Memory limits in bytes; -1 is unlimited.
 *
 * @param limit memory
 * @param reservation soft limit
 * @param swap memory plus swap
 * @param kernel obsolete
 * @param kernelTCP TCP buffers
 * @param swappiness 0 to 100; -1, all bits set, is "not set"
 * @param disableOOMKiller processes wait instead of being killed
 * @param useHierarchy obsolete
 * @param checkBeforeUpdate refuse a limit below what is in use
 */
public record Memory(
        @Nullable Long limit,
        @Nullable Long reservation,
        @Nullable Long swap,
        @Nullable Long kernel,
        @Nullable Long kernelTCP,
        @Nullable Long swappiness,
        @Nullable Boolean disableOOMKiller,
        @Nullable Boolean useHierarchy,
        @Nullable Boolean checkBeforeUpdate) {

    /** Starts with everything absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with what this value says. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.limit = limit;
        copy.reservation = reservation;
        copy.swap = swap;
        copy.kernel = kernel;
        copy.kernelTCP = kernelTCP;
        copy.swappiness = swappiness;
        copy.disableOOMKiller = disableOOMKiller;
        copy.useHierarchy = useHierarchy;
        copy.checkBeforeUpdate = checkBeforeUpdate;
        return copy;
    }

    /** Collects the parts of a {@link Memory}; what is not set stays absent. */
    public static final class Builder {

        private @Nullable Long limit;
        private @Nullable Long reservation;
        private @Nullable Long swap;
        private @Nullable Long kernel;
        private @Nullable Long kernelTCP;
        private @Nullable Long swappiness;
        private @Nullable Boolean disableOOMKiller;
        private @Nullable Boolean useHierarchy;
        private @Nullable Boolean checkBeforeUpdate;

        private Builder() {}

        public Builder limit(@Nullable Long value) {
            limit = value;
            return this;
        }

        public Builder reservation(@Nullable Long value) {
            reservation = value;
            return this;
        }

        public Builder swap(@Nullable Long value) {
            swap = value;
            return this;
        }

        public Builder kernel(@Nullable Long value) {
            kernel = value;
            return this;
        }

        public Builder kernelTCP(@Nullable Long value) {
            kernelTCP = value;
            return this;
        }

        public Builder swappiness(@Nullable Long value) {
            swappiness = value;
            return this;
        }

        public Builder disableOOMKiller(@Nullable Boolean value) {
            disableOOMKiller = value;
            return this;
        }

        public Builder useHierarchy(@Nullable Boolean value) {
            useHierarchy = value;
            return this;
        }

        public Builder checkBeforeUpdate(@Nullable Boolean value) {
            checkBeforeUpdate = value;
            return this;
        }

        public Memory build() {
            return new Memory(
                    limit,
                    reservation,
                    swap,
                    kernel,
                    kernelTCP,
                    swappiness,
                    disableOOMKiller,
                    useHierarchy,
                    checkBeforeUpdate);
        }
    }
}
