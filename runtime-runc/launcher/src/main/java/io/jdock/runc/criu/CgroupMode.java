package io.jdock.runc.criu;

import io.jdock.errdefs.InvalidArgumentException;

/**
 * What criu does about cgroups: {@code criu_cg_mode} of its rpc.proto.
 *
 * @see <a href="https://criu.org/CGroups">CGroups</a>
 */
public enum CgroupMode {
    IGNORE(0, "ignore"),
    SOFT(3, "soft"),
    FULL(4, "full"),
    STRICT(5, "strict"),
    USUAL(6, "");

    private final int number;
    private final String text;

    CgroupMode(int number, String text) {
        this.number = number;
        this.text = text;
    }

    int number() {
        return number;
    }

    /** @param text as on the command line; empty for criu's own choice */
    public static CgroupMode parse(String text) {
        for (CgroupMode mode : values()) {
            if (mode.text.equals(text)) {
                return mode;
            }
        }
        throw new InvalidArgumentException(
                "invalid manage-cgroups-mode value \"%s\": want soft, full, strict or ignore".formatted(text));
    }
}
