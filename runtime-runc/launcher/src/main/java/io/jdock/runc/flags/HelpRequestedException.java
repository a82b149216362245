package io.jdock.runc.flags;

/** {@code --help} was among the flags: print it and do nothing else. */
public final class HelpRequestedException extends RuntimeException {

    HelpRequestedException() {
        super("help requested");
    }
}
