package io.jdock.daemon.build.dockerfile;

import io.jdock.errdefs.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * A Dockerfile, read and not yet built.
 *
 * @param globals every ARG before the first FROM, in order
 * @param stages at least one
 * @param warnings lines for the user
 */
public record Dockerfile(List<Instruction.Arg> globals, List<Stage> stages, List<String> warnings) {

    /** The longest text that is read, in characters. */
    public static final int LONGEST = 8 << 20;

    public Dockerfile {
        globals = List.copyOf(globals);
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
    }

    /** @throws InvalidArgumentException in dockerd's words, with the number of the line */
    public static Dockerfile parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidArgumentException("the Dockerfile is longer than %d characters".formatted(LONGEST));
        }
        SourceLines.Result source = SourceLines.read(text);
        if (source.lines().isEmpty()) {
            throw new InvalidArgumentException("file with no instructions");
        }
        StageCollector collector = new StageCollector();
        source.lines().stream().map(InstructionParser::parse).forEach(collector::add);
        return new Dockerfile(collector.globals(), collector.stages(), source.warnings());
    }

    /**
     * The instructions that an image has for builds that start from it.
     *
     * @param onBuild each one instruction
     * @throws InvalidArgumentException naming the one that is wrong
     */
    public static List<Instruction> triggers(List<String> onBuild) {
        return onBuild.stream().map(Triggers::parse).toList();
    }

    /** The stage that a stage continues, if it is an earlier one of this file. @param image expanded */
    public OptionalInt base(int stage, String image) {
        return StageNames.find(stages.subList(0, stage), image);
    }

    /**
     * The earlier stage that {@code COPY --from} means, or nothing if it is an image.
     *
     * @param stage in which it stands
     * @throws InvalidArgumentException for the number of a stage that is not an earlier one, and for the stage's own name
     */
    public OptionalInt source(int stage, String from) {
        return StageNames.source(stages, stage, from);
    }

    /**
     * The stages that have to be built, by their numbers, the target last. What an image's ONBUILD triggers copy from other stages
     * cannot be known here.
     *
     * @param target name or number; empty for the last stage
     * @param globals what {@link Arguments#globals} says
     * @throws InvalidArgumentException when there is no such target, and for a wrong {@code --from}
     */
    public SortedSet<Integer> needed(String target, Map<String, String> globals) {
        return NeededStages.of(this, target, globals);
    }

    /** The number of the stage to build. @throws InvalidArgumentException when there is none */
    public int target(String target) {
        return StageNames.target(stages, target);
    }
}
