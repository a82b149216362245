package io.jdock.supervisor.registry;

/**
 * When and how a blob is received in pieces, over several connections.
 *
 * @param big bytes that have to be missing
 * @param probe bytes by which it is found out what one connection brings
 * @param smallest bytes of a piece of whatever blob
 * @param largest bytes of a piece of whatever blob
 * @param most pieces at a time, the one whose turn it is included
 * @param fast bytes a second from which one connection is enough: then it is not the server that holds it back, and writing
 *     everything twice would cost more than it brings
 */
record PiecePlan(long big, long probe, long smallest, long largest, int most, long fast) {

    static final PiecePlan STANDARD = new PiecePlan(64L << 20, 8L << 20, 1L << 20, 8L << 20, 4, 32L << 20);

    /** What has come ahead of its turn is fetched again after an interruption: three pieces are less than a twentieth. */
    private static final int PIECES = 64;

    private static final double NANOS = 1e9;

    boolean isBig(long missing) {
        return missing >= big;
    }

    /** Bytes of a piece of a blob. */
    long piece(long size) {
        return Math.clamp(size / PIECES, smallest, largest);
    }

    boolean isFast(long bytes, long nanos) {
        return bytes * NANOS / Math.max(nanos, 1) >= fast;
    }
}
