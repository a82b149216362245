package io.jdock.linux.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a {@link Step}: a number, something in memory that the call is handed the address of, or the result of an
 * earlier step ({@link Slot}).
 */
public sealed interface Arg
        permits Arg.Value, Arg.Text, Arg.Texts, Block, Arg.InBlock, Arg.Loaded, Slot, Arg.SlotAddress, Label {

    /** No pointer, no flags. */
    Arg NONE = new Value(0);

    /** A number as it is. */
    record Value(long value) implements Arg {}

    /** The address of a NUL-terminated text. */
    record Text(String text) implements Arg {

        public Text {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("NUL in \"%s\"".formatted(text.replace('\0', '?')));
            }
        }
    }

    /** The address of an array of addresses of texts, ended by a null pointer: argv, envp. */
    record Texts(List<Text> texts) implements Arg {

        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /** The address of a place within a block. */
    record InBlock(Block block, int offset) implements Arg {}

    /** The 64-bit number at a place within a block, as it is when the step is executed. */
    record Loaded(Block block, int offset) implements Arg {}

    /** The address of a slot, for a call that stores a 64-bit number through a pointer. */
    record SlotAddress(Slot slot) implements Arg {}

    static Arg of(long value) {
        return new Value(value);
    }

    /** A descriptor by its number in the process that executes the batch. */
    static Arg fd(int number) {
        return new Value(number);
    }

    /** The address of the text, or a null pointer. */
    static Arg text(@Nullable String text) {
        return text == null ? NONE : new Text(text);
    }

    static Arg texts(List<String> texts) {
        return new Texts(texts.stream().map(Text::new).toList());
    }
}
