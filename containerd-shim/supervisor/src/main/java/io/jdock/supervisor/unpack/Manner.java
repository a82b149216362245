package io.jdock.supervisor.unpack;

/** What the names in an archive mean. */
enum Manner {
    /** A layer: some mean that something of the layers below is deleted. */
    LAYER,
    /** Files, whatever they are called. */
    FILES
}
