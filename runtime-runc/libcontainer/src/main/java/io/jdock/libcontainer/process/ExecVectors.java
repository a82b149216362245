package io.jdock.libcontainer.process;

import static io.jdock.linux.batch.FileSteps.close;
import static io.jdock.linux.batch.FileSteps.map;
import static io.jdock.linux.batch.FileSteps.memfd;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.linux.Fd;
import io.jdock.linux.PidFd;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.batch.Arg;
import io.jdock.linux.batch.Batch;
import io.jdock.linux.batch.Slot;
import io.jdock.linux.batch.Slots;
import io.jdock.linux.trampoline.Launcher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A program's arguments and variables, as execve(2) takes them.
 *
 * <p>The kernel takes some megabytes of them, which is more than a batch has room for. Then they are in a file in memory that the
 * launcher maps; the exec undoes that.
 *
 * @param arguments address of the array of texts
 * @param environment address of another one
 */
record ExecVectors(Arg arguments, Arg environment) {

    /** Far from the trampoline, which is all that a launcher has mapped below its stack. */
    private static final long PLACE = 0x10000000;

    static ExecVectors inBatch(List<String> arguments, List<String> environment) {
        return new ExecVectors(Arg.texts(arguments), Arg.texts(environment));
    }

    static ExecVectors inMemory(Launcher launcher, List<String> arguments, List<String> environment, Slots slots) {
        byte[] image = image(arguments, environment, PLACE);
        Slot file = slots.next("arguments and environment");
        long number = launcher.link()
                .call(new Batch().add(memfd("arguments").into(file)))
                .result(file);
        try (PidFd process = PidFd.open(launcher.pid()).orElseThrow();
                Fd taken = process.take((int) number)) {
            StreamCalls.write(taken, image, 0, image.length);
        }
        launcher.link().call(new Batch().add(map(file, PLACE, image.length), close(file)));
        return new ExecVectors(Arg.of(PLACE), Arg.of(PLACE + sizeOf(arguments)));
    }

    /** Both arrays, and behind them what they point to. @param place the address that the image will have */
    static byte[] image(List<String> arguments, List<String> environment, long place) {
        int texts = sizeOf(arguments) + sizeOf(environment);
        byte[][] encoded = new byte[arguments.size() + environment.size()][];
        int size = texts;
        for (int i = 0; i < encoded.length; i++) {
            String text = i < arguments.size() ? arguments.get(i) : environment.get(i - arguments.size());
            encoded[i] = text.getBytes(UTF_8);
            size += encoded[i].length + 1;
        }
        ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        int at = texts;
        for (int i = 0; i < encoded.length; i++) {
            // Between the arrays there is the null pointer that ends the first one.
            image.putLong(Long.BYTES * (i < arguments.size() ? i : i + 1), place + at);
            image.put(at, encoded[i]);
            at += encoded[i].length + 1;
        }
        return image.array();
    }

    private static int sizeOf(List<String> texts) {
        return Long.BYTES * (texts.size() + 1);
    }
}
