package io.jdock.supervisor.stdio;

import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.StreamCalls;

/** Where a pump takes output from. */
sealed interface OutputSource extends AutoCloseable {

    /** Moves what is there into the spool, without waiting. */
    Spool.Taken moveInto(Spool spool);

    /** What to wait for when nothing was there. */
    Fd waitFor();

    @Override
    void close();

    /** The pipe that the process writes to. */
    record FromPipe(Fd pipe) implements OutputSource {

        @Override
        public Spool.Taken moveInto(Spool spool) {
            return spool.takeFrom(pipe);
        }

        @Override
        public Fd waitFor() {
            return pipe;
        }

        @Override
        public void close() {
            pipe.close();
        }
    }

    /**
     * The terminal that the process writes to, by way of a pipe that the shim holds: a terminal's output cannot be moved into a
     * file in one step, and so it is always in one of the two, never in our memory.
     */
    record FromTerminal(Fd master, Fd pipeWrite, Fd pipeRead) implements OutputSource {

        private static final int MOST_AT_ONCE = 64 * 1024;

        public FromTerminal {
            // splice(2) passes its own flag on to pipes only.
            StreamCalls.setNonBlocking(master);
        }

        @Override
        public Spool.Taken moveInto(Spool spool) {
            // First what a predecessor may have left between the two moves.
            if (spool.takeFrom(pipeRead) == Spool.Taken.SOME) {
                return Spool.Taken.SOME;
            }
            long count = StreamCalls.spliceIntoPipe(master, pipeWrite, MOST_AT_ONCE);
            if (count > 0) {
                return spool.takeFrom(pipeRead);
            }
            if (count == -Errno.EAGAIN.number()) {
                return Spool.Taken.NOTHING_YET;
            }
            // EIO: nobody has the other side open any more.
            if (count == 0 || count == -Errno.EIO.number()) {
                return Spool.Taken.END;
            }
            throw new ErrnoException("move output of the terminal", Errno.of(-count));
        }

        @Override
        public Fd waitFor() {
            return master;
        }

        @Override
        public void close() {
            master.close();
            pipeWrite.close();
            pipeRead.close();
        }
    }
}
