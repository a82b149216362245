package io.jdock.libcontainer.seccomp;

import java.util.Arrays;
import java.util.List;

/**
 * A program that grows from its end to its start. All jumps of the filter machine go forward, so where they lead is known when
 * they are written, and nothing is ever moved.
 */
final class Code {

    private Instruction[] reversed = new Instruction[1024];
    private int size;

    /** How many instructions there are: the place of what comes next, counted from the end. */
    int size() {
        return size;
    }

    /** Puts an instruction before all others. */
    void prepend(Instruction instruction) {
        if (size == reversed.length) {
            reversed = Arrays.copyOf(reversed, 2 * size);
        }
        reversed[size++] = instruction;
    }

    /** How many instructions are between what comes next and a place. */
    int distanceTo(int place) {
        return size - place;
    }

    List<Instruction> program() {
        Instruction[] program = new Instruction[size];
        for (int i = 0; i < size; i++) {
            program[i] = reversed[size - 1 - i];
        }
        return List.of(program);
    }
}
