package io.jdock.daemon.container.spec;

import io.jdock.errdefs.InvalidArgumentException;

/** Reads {@code -v}: {@code SRC:DST[:OPTIONS]}. */
final class BindText {

    private BindText() {}

    /** @throws InvalidArgumentException when the text has another form, or names a volume */
    static UserMount parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new InvalidArgumentException("invalid volume specification: '%s'".formatted(text));
        }
        if (!parts[0].startsWith("/")) {
            throw new InvalidArgumentException(
                    "HostConfig.Binds: \"%s\" names a volume, which is not supported: only %s"
                            .formatted(text, "absolute paths of the host can be mounted"));
        }
        Options options = Options.parse(text, parts.length == 3 ? parts[2] : "");
        try {
            String target = UserMounts.target("bind", parts[1]);
            return UserMount.bind(parts[0], target, options.text, options.readOnly, options.propagation, true, true);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(
                    "invalid volume specification: '%s': %s".formatted(text, e.getMessage()), e);
        }
    }

    private record Options(String text, boolean readOnly, String propagation) {

        static Options parse(String bind, String text) {
            boolean readOnly = false;
            String propagation = "rprivate";
            for (String option : text.isEmpty() ? new String[0] : text.split(",")) {
                switch (option) {
                    case "ro" -> readOnly = true;
                    case "rw" -> readOnly = false;
                    case "private", "rprivate", "shared", "rshared", "slave", "rslave" -> propagation = option;
                    // SELinux labels and the caching hints of Docker Desktop: nothing to do on this kind of host.
                    case "z", "Z", "consistent", "cached", "delegated" -> {}
                    default ->
                        throw new InvalidArgumentException(
                                "invalid volume specification: '%s': invalid mode: %s".formatted(bind, text));
                }
            }
            return new Options(text, readOnly, propagation);
        }
    }
}
