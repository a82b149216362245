package io.jdock.daemon.build.dockerfile;

import io.jdock.daemon.image.change.Change;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;

/** Reads what ONBUILD has kept in an image. */
final class Triggers {

    private Triggers() {}

    static Instruction parse(String text) {
        try {
            return single(text);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("ONBUILD trigger %s: %s".formatted(shown(text), e.text()), e);
        }
    }

    private static Instruction single(String text) {
        if (text.length() > Dockerfile.LONGEST) {
            throw new InvalidArgumentException("too long");
        }
        List<SourceLine> lines = SourceLines.read(text).lines();
        if (lines.size() != 1) {
            throw new InvalidArgumentException("onbuild trigger should be a single expression");
        }
        Instruction instruction = InstructionParser.parse(lines.getFirst());
        boolean setting = instruction instanceof Instruction.Setting;
        if (instruction instanceof Instruction.From
                || setting && isForbidden(((Instruction.Setting) instruction).change())) {
            throw new InvalidArgumentException("%s isn't allowed as an ONBUILD trigger"
                    .formatted(lines.getFirst().name()));
        }
        return instruction;
    }

    private static boolean isForbidden(Change change) {
        return change instanceof Change.Trigger || change instanceof Change.Maintainer;
    }

    private static String shown(String text) {
        return text.lines()
                .findFirst()
                .map(line -> line.substring(0, Math.min(line.length(), 100)))
                .orElse("");
    }
}
