package io.jdock.daemon.image.grpc;

import com.google.protobuf.ByteOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Passes a byte string's own memory to a stream, which must leave it as it is. */
final class StreamOutput extends ByteOutput {

    private final OutputStream out;

    StreamOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte value) throws IOException {
        out.write(value);
    }

    @Override
    public void write(byte[] value, int offset, int length) throws IOException {
        out.write(value, offset, length);
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) throws IOException {
        out.write(value, offset, length);
    }

    @Override
    public void write(ByteBuffer value) throws IOException {
        byte[] copy = new byte[value.remaining()];
        value.get(copy);
        out.write(copy);
    }

    @Override
    public void writeLazy(ByteBuffer value) throws IOException {
        write(value);
    }
}
