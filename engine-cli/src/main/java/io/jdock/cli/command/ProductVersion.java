package io.jdock.cli.command;

/** Who we are. */
public final class ProductVersion {

    /** Version of this program. */
    public static final String NUMBER = "0.1.0";

    private ProductVersion() {}
}
