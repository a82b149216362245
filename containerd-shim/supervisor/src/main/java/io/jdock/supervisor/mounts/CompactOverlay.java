package io.jdock.supervisor.mounts;

import io.jdock.linux.CloneFlags;
import io.jdock.linux.NamespaceCalls;
import io.jdock.linux.Scratch;
import io.jdock.linux.Syscall;
import io.jdock.linux.Syscalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of an overlay mount, made short enough for the kernel: mount(2) takes one page, which some sixty layers with
 * absolute paths fill. With the working directory set to what the layers' paths have in common, hundreds fit.
 *
 * @param directory to change to before mounting, ending in a slash
 * @param options with the lower directories relative to it
 * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>, on the argument data
 */
public record CompactOverlay(String directory, List<String> options) {

    private static final String LOWER = "lowerdir=";
    private static final int PAGE = 4096;

    public CompactOverlay {
        options = List.copyOf(options);
    }

    /** Shortens options that are too long; empty when they fit, or are no overlay's. */
    public static Optional<CompactOverlay> of(List<String> options) {
        if (length(options) < PAGE) {
            return Optional.empty();
        }
        List<String> shortened = new ArrayList<>(options.size());
        String directory = "";
        for (String option : options) {
            if (option.startsWith(LOWER)) {
                String[] layers = option.substring(LOWER.length()).split(":");
                directory = commonDirectory(layers);
                shortened.add(LOWER + relative(layers, directory.length()));
            } else {
                shortened.add(option);
            }
        }
        return directory.isEmpty() ? Optional.empty() : Optional.of(new CompactOverlay(directory, shortened));
    }

    /**
     * Makes {@link #directory} the working directory of the calling thread, and of no other. The thread must be a platform
     * thread that ends afterwards.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/unshare.2.html">unshare(2)</a>, on CLONE_FS
     */
    void enter() {
        NamespaceCalls.unshare(CloneFlags.FS);
        try (var scratch = new Scratch()) {
            Syscalls.call("change to " + directory, Syscall.CHDIR, scratch.text(directory));
        }
    }

    private static int length(List<String> options) {
        return options.stream().mapToInt(option -> option.length() + 1).sum();
    }

    private static String commonDirectory(String... layers) {
        String common = layers[0];
        for (String layer : layers) {
            int equal = 0;
            while (equal < Math.min(common.length(), layer.length()) && common.charAt(equal) == layer.charAt(equal)) {
                equal++;
            }
            common = common.substring(0, equal);
        }
        return common.substring(0, common.lastIndexOf('/') + 1);
    }

    private static String relative(String[] layers, int prefix) {
        StringBuilder joined = new StringBuilder();
        for (String layer : layers) {
            joined.append(joined.isEmpty() ? "" : ":").append(layer.substring(prefix));
        }
        return joined.toString();
    }
}
