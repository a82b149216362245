package io.jdock.oci.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An OCI runtime spec ({@code config.json}): everything a runtime must know to make one container.
 *
 * <p>The only way in and out of JSON is {@link SpecJson}. Absent collections read as empty ones; absent objects and
 * numbers as null, because to the kernel "unset" and "zero" are different things.
 *
 * @param ociVersion version of the runtime spec this document follows, as in {@code 1.2.0}
 * @param process what runs inside; null for a sandbox that is only namespaces
 * @param root the root file system
 * @param hostname host name set in a new UTS namespace
 * @param domainname NIS domain name set in a new UTS namespace
 * @param mounts mounts in the order they are made
 * @param hooks programs to run at points of the life cycle
 * @param linux what only Linux has
 * @param annotations free-form data that travels with the container
 */
public record Spec(
        String ociVersion,
        @Nullable Process process,
        @Nullable Root root,
        @Nullable String hostname,
        @Nullable String domainname,
        List<Mount> mounts,
        @Nullable Hooks hooks,
        @Nullable Linux linux,
        Map<String, String> annotations) {

    public Spec {
        mounts = List.copyOf(mounts);
        annotations = Ordered.copyOf(annotations);
    }

    /** Starts with everything absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with what this value says. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.ociVersion = ociVersion;
        copy.process = process;
        copy.root = root;
        copy.hostname = hostname;
        copy.domainname = domainname;
        copy.mounts = mounts;
        copy.hooks = hooks;
        copy.linux = linux;
        copy.annotations = annotations;
        return copy;
    }

    /** Collects the parts of a {@link Spec}; what is not set stays absent. */
    public static final class Builder {

        /** The oldest version that has what most specs need: some runtimes refuse all that are newer than they know. */
        private String ociVersion = "1.0.2";

        private @Nullable Process process;
        private @Nullable Root root;
        private @Nullable String hostname;
        private @Nullable String domainname;
        private List<Mount> mounts = List.of();
        private @Nullable Hooks hooks;
        private @Nullable Linux linux;
        private Map<String, String> annotations = Map.of();

        private Builder() {}

        public Builder ociVersion(String value) {
            ociVersion = value;
            return this;
        }

        public Builder process(@Nullable Process value) {
            process = value;
            return this;
        }

        public Builder root(@Nullable Root value) {
            root = value;
            return this;
        }

        public Builder hostname(@Nullable String value) {
            hostname = value;
            return this;
        }

        public Builder domainname(@Nullable String value) {
            domainname = value;
            return this;
        }

        public Builder mounts(List<Mount> value) {
            mounts = value;
            return this;
        }

        public Builder hooks(@Nullable Hooks value) {
            hooks = value;
            return this;
        }

        public Builder linux(@Nullable Linux value) {
            linux = value;
            return this;
        }

        public Builder annotations(Map<String, String> value) {
            annotations = value;
            return this;
        }

        public Spec build() {
            return new Spec(ociVersion, process, root, hostname, domainname, mounts, hooks, linux, annotations);
        }
    }
}
