package io.jdock.daemon.build.dockerfile;

import java.util.List;

/** A FROM and what follows it. */
public record Stage(Instruction.From from, List<Instruction> instructions) {

    public Stage {
        instructions = List.copyOf(instructions);
    }
}
