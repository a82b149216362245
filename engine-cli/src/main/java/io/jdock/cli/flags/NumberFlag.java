package io.jdock.cli.flags;

/** A flag with a number, in the unit of its {@link NumberForm}. */
public final class NumberFlag extends Flag {

    private final NumberForm form;
    private final long initial;
    private long value;

    NumberFlag(String name, char letter, NumberForm form, long initial, String usage) {
        super(name, letter, usage);
        this.form = form;
        this.initial = initial;
        this.value = initial;
    }

    public long value() {
        return value;
    }

    @Override
    String type() {
        return form.type();
    }

    @Override
    String defaultText() {
        if (form == NumberForm.DURATION) {
            return "0s";
        }
        return initial == 0 ? "" : Long.toString(initial);
    }

    @Override
    void accept(String text) {
        value = form.parse(text);
    }
}
