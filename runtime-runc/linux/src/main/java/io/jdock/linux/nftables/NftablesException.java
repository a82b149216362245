package io.jdock.linux.nftables;

/**
 * The kernel or libnftables refused commands, none of which took effect; the message is libnftables' own.
 *
 * <p>Not part of the tree of errors that leave the engine: the caller knows what the commands were for.
 */
public final class NftablesException extends RuntimeException {

    public NftablesException(String message) {
        super(message);
    }
}
