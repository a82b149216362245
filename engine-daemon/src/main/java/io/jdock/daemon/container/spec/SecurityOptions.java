package io.jdock.daemon.container.spec;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;

/** The {@code --security-opt} texts, read. */
record SecurityOptions(boolean noNewPrivileges, boolean seccompUnconfined) {

    /**
     * Understands {@code no-new-privileges[=bool]} and {@code seccomp=unconfined|builtin}. What switches off a protection that
     * is not in use here ({@code apparmor=unconfined}, {@code label=disable}) is accepted and changes nothing.
     *
     * @throws InvalidArgumentException for any other text
     */
    static SecurityOptions parse(List<String> texts) {
        boolean noNewPrivileges = false;
        boolean unconfined = false;
        for (String text : texts) {
            // Older clients write name:value.
            switch (text.contains("=") ? text : text.replaceFirst(":", "=")) {
                case "no-new-privileges", "no-new-privileges=true" -> noNewPrivileges = true;
                case "no-new-privileges=false" -> noNewPrivileges = false;
                case "seccomp=unconfined" -> unconfined = true;
                case "seccomp=builtin" -> unconfined = false;
                case "apparmor=unconfined", "label=disable" -> {}
                default -> throw new InvalidArgumentException("invalid --security-opt: \"%s\"".formatted(text));
            }
        }
        return new SecurityOptions(noNewPrivileges, unconfined);
    }
}
