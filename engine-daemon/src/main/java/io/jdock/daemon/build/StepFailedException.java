package io.jdock.daemon.build;

/** The command of a step has failed. */
final class StepFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String text;
    private final int code;

    StepFailedException(int code, String command) {
        this("The command '%s' returned a non-zero code: %d".formatted(command, code), code);
    }

    private StepFailedException(String text, int code) {
        super(text);
        this.text = text;
        this.code = code;
    }

    /** Which command has failed, as Docker says it. */
    String text() {
        return text;
    }

    /** The command's exit status. */
    int code() {
        return code;
    }
}
