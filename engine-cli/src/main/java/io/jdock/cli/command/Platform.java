package io.jdock.cli.command;

/** What this program runs on, in the words that images and engines use. */
public final class Platform {

    private Platform() {}

    /** The processor architecture: {@code amd64}, {@code arm64}. */
    public static String architecture() {
        String name = System.getProperty("os.arch", "");
        return name.equals("aarch64") ? "arm64" : name;
    }

    /** Operating system and architecture: {@code linux/amd64}. */
    public static String name() {
        return "linux/" + architecture();
    }
}
