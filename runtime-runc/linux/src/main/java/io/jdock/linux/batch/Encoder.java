package io.jdock.linux.batch;

import io.jdock.linux.Arch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays out one batch as the trampoline reads it: header, entries, and behind them what the arguments point to. */
final class Encoder {

    private final Arch arch;
    private final List<Optional<Step>> entries;
    private final Map<String, Integer> labels;
    private final Map<Block, Integer> blocks = new IdentityHashMap<>();
    private final Map<String, Integer> texts = new HashMap<>();
    private final ByteBuffer message = ByteBuffer.allocate(Layout.MAX_MESSAGE).order(ByteOrder.LITTLE_ENDIAN);

    Encoder(Arch arch, List<Optional<Step>> entries, Map<String, Integer> labels) {
        this.arch = arch;
        this.entries = entries;
        this.labels = labels;
    }

    Program encode() {
        int dataStart = Layout.HEADER + Layout.ENTRY * entries.size() + 8;
        requireRoom(dataStart);
        message.position(dataStart);
        int replyLength = placeReturnedBlocks(dataStart - 8);
        message.putLong(0, replyLength);
        for (int i = 0; i < entries.size(); i++) {
            encodeEntry(Layout.HEADER + Layout.ENTRY * i, entries.get(i));
        }
        message.putLong(dataStart - 8, Layout.END);
        byte[] bytes = new byte[message.position()];
        message.get(0, bytes);
        return new Program(bytes, replyLength, entries, blocks);
    }

    /** A reply is always the start of the message, so what is to come back has to come first. */
    private int placeReturnedBlocks(int entriesEnd) {
        boolean any = false;
        for (Optional<Step> entry : entries) {
            for (Arg argument : entry.map(Step::arguments).orElse(List.of())) {
                Block block = blockOf(argument);
                if (block != null && block.isReturned()) {
                    place(block);
                    any = true;
                }
            }
        }
        return any ? message.position() : entriesEnd;
    }

    private static @Nullable Block blockOf(Arg argument) {
        // Not a switch on the type: its bootstrap would cost a cold start a millisecond.
        if (argument instanceof Block block) {
            return block;
        }
        if (argument instanceof Arg.Loaded loaded) {
            return loaded.block();
        }
        return argument instanceof Arg.InBlock inBlock ? inBlock.block() : null;
    }

    private void encodeEntry(int at, Optional<Step> entry) {
        if (entry.isEmpty()) {
            message.putLong(at, Layout.END);
            return;
        }
        Step step = entry.get();
        message.putLong(at, step.call().number(arch));
        long flags = step.onError() == Step.OnError.STOP ? Layout.STOP_ON_ERROR : 0;
        List<Arg> arguments = step.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Slot || arguments.get(i) instanceof Arg.Loaded) {
                flags |= slotFlag(step, i);
            }
            message.putLong(at + 8 + 8 * i, valueOf(arguments.get(i)));
        }
        flags |= encodeFork(at, step);
        long out = step.result().map(this::valueOf).orElse(0L);
        message.putLong(at + 56, flags | out << 8);
    }

    private static int slotFlag(Step step, int argument) {
        if (argument >= Layout.MOST_SLOT_ARGUMENTS) {
            throw new IllegalArgumentException("%s: the sixth argument cannot be loaded".formatted(step.name()));
        }
        return Layout.FIRST_IS_ADDRESS << argument;
    }

    private int encodeFork(int at, Step step) {
        if (step.fork() instanceof Step.Fork.ParentBranches(Label label)) {
            message.putLong(at + 48, valueOf(label));
            return Layout.PARENT_BRANCHES;
        }
        return step.fork() instanceof Step.Fork.ParentExits ? Layout.PARENT_REPLIES_AND_EXITS : 0;
    }

    private long valueOf(Arg argument) {
        if (argument instanceof Arg.Value(long value)) {
            return value;
        }
        if (argument instanceof Slot slot) {
            return Layout.slotAddress(slot);
        }
        if (argument instanceof Arg.SlotAddress(Slot slot)) {
            return Layout.slotAddress(slot);
        }
        if (argument instanceof Label label) {
            return Layout.entryAddress(indexOf(label));
        }
        return Layout.BUFFER + placed(argument);
    }

    private int placed(Arg argument) {
        if (argument instanceof Arg.Text text) {
            return place(text);
        }
        if (argument instanceof Arg.Texts(List<Arg.Text> list)) {
            return place(list);
        }
        if (argument instanceof Block block) {
            return place(block);
        }
        if (argument instanceof Arg.InBlock(Block block, int offset)) {
            return place(block) + offset;
        }
        if (argument instanceof Arg.Loaded(Block block, int offset)) {
            return place(block) + offset;
        }
        throw new IllegalArgumentException("unknown argument " + argument);
    }

    private int indexOf(Label label) {
        Integer index = labels.get(label.name());
        if (index == null) {
            throw new IllegalArgumentException("label %s is not marked".formatted(label.name()));
        }
        return index;
    }

    private int place(Arg.Text text) {
        Integer known = texts.get(text.text());
        if (known != null) {
            return known;
        }
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        int at = reserve(bytes.length + 1);
        message.put(at, bytes);
        texts.put(text.text(), at);
        return at;
    }

    private int place(List<Arg.Text> list) {
        int at = reserve(8 * (list.size() + 1));
        for (int i = 0; i < list.size(); i++) {
            message.putLong(at + 8 * i, valueOf(list.get(i)));
        }
        return at;
    }

    private int place(Block block) {
        Integer known = blocks.get(block);
        if (known != null) {
            return known;
        }
        int at = reserve(block.size());
        blocks.put(block, at);
        message.put(at, block.content());
        for (Block.Pointer pointer : block.pointers()) {
            message.putLong(at + pointer.offset(), valueOf(pointer.target()));
        }
        return at;
    }

    private int reserve(int size) {
        int at = message.position() + 7 & ~7;
        requireRoom(at + size);
        message.position(at + size);
        return at;
    }

    private static void requireRoom(int end) {
        if (end > Layout.MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "arguments, environment and steps together exceed %d bytes".formatted(Layout.MAX_MESSAGE));
        }
    }
}
