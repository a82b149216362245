package io.jdock.linux.nftables;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.jdock.errdefs.FailedPreconditionException;

/**
 * Changes and reads the packet filter rules of one network namespace, that of the thread which opened this.
 *
 * <p>The library is loaded by {@link #open} and not before. Safe for concurrent use: libnftables' context is not, so calls
 * take turns. Loading is optional for an engine that publishes nothing, hence the error of its own when it is not installed.
 *
 * @see <a href="https://man.archlinux.org/man/libnftables.3.en">libnftables(3)</a>
 */
public final class Nftables implements AutoCloseable {

    private static final String LIBRARY = "libnftables.so.1";
    private static final int OUTPUT_JSON = 1 << 4;
    private static final int OUTPUT_HANDLE = 1 << 3;

    private final NativeLibrary library;
    private final Pointer context;
    private final Function run;
    private boolean closed;

    private Nftables(NativeLibrary library, Pointer context) {
        this.library = library;
        this.context = context;
        this.run = library.getFunction("nft_run_cmd_from_buffer");
    }

    /**
     * Loads libnftables.
     *
     * @throws FailedPreconditionException if it is not installed
     */
    public static Nftables open() {
        NativeLibrary library = load();
        Pointer context = library.getFunction("nft_ctx_new").invokePointer(new Object[] {0});
        if (context == null) {
            throw new IllegalStateException("nft_ctx_new: out of memory");
        }
        Nftables nftables = new Nftables(library, context);
        nftables.callOnContext("nft_ctx_buffer_output");
        nftables.callOnContext("nft_ctx_buffer_error");
        library.getFunction("nft_ctx_output_set_flags").invokeVoid(new Object[] {context, OUTPUT_JSON | OUTPUT_HANDLE});
        return nftables;
    }

    /**
     * Runs commands in nft's language as one transaction: all take effect at the same instant, or none.
     *
     * @return what {@code list} commands print, as JSON with handles
     * @throws NftablesException if a command is wrong, or names what is not there, or the caller lacks CAP_NET_ADMIN
     */
    public synchronized String run(String commands) {
        if (closed) {
            throw new IllegalStateException("nftables context used after it was closed");
        }
        int failed = run.invokeInt(new Object[] {context, commands});
        // Getting a buffer also empties it for the next call.
        String errors = buffer("nft_ctx_get_error_buffer");
        String output = buffer("nft_ctx_get_output_buffer");
        if (failed != 0) {
            throw new NftablesException("nftables: " + errors.strip());
        }
        return output;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            library.getFunction("nft_ctx_free").invokeVoid(new Object[] {context});
        }
    }

    private static NativeLibrary load() {
        try {
            return NativeLibrary.getInstance(LIBRARY);
        } catch (UnsatisfiedLinkError e) {
            throw new FailedPreconditionException(
                    "load %s for bridge networks and published ports: not installed (Debian, Ubuntu: libnftables1)"
                            .formatted(LIBRARY),
                    e);
        }
    }

    private void callOnContext(String function) {
        int failed = library.getFunction(function).invokeInt(new Object[] {context});
        if (failed != 0) {
            throw new IllegalStateException(function + ": out of memory");
        }
    }

    private String buffer(String getter) {
        Pointer text = library.getFunction(getter).invokePointer(new Object[] {context});
        return text == null ? "" : text.getString(0, "UTF-8");
    }
}
