package io.jdock.supervisor.stdio;

/** What is made of a process's output once it is in the spool. Called by the pumps of both streams, one after the other. */
interface OutputLog extends AutoCloseable {

    /** Takes what is new in a spool. At the stream's end everything, before that perhaps only complete lines. */
    void advance(OutputStreamKind stream, Spool spool);

    /** Everything before this place is not needed any more. */
    long doneUntil(OutputStreamKind stream, Spool spool);

    /** Nothing more for now: lets go of memory that is only needed while output flows. */
    void rest();

    @Override
    void close();

    /** For output that nobody keeps. */
    final class Dropped implements OutputLog {

        @Override
        public void advance(OutputStreamKind stream, Spool spool) {
            // Nothing to write: what no client is about to read can go at once.
        }

        @Override
        public long doneUntil(OutputStreamKind stream, Spool spool) {
            return spool.length();
        }

        @Override
        public void rest() {
            // Holds nothing.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
