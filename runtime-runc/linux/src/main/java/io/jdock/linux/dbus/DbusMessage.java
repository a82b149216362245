package io.jdock.linux.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One message. Names that it does not have are empty, and so is {@code replySerial} 0.
 *
 * @param type {@link #CALL} and its like; receivers leave those aside that they do not know
 * @param serial the sender's number for it
 * @param replySerial what it answers
 * @param member the method or signal
 */
public record DbusMessage(
        int type,
        int serial,
        int replySerial,
        String path,
        String interfaceName,
        String member,
        String errorName,
        String destination,
        List<DbusValue> body) {

    public static final int CALL = 1;
    public static final int REPLY = 2;
    public static final int ERROR = 3;
    public static final int SIGNAL = 4;

    /** How many bytes it takes to know how long the whole is. */
    public static final int PREAMBLE = 16;

    /** Far more than anybody has to tell us; the specification ends at 128 MiB. */
    static final int LONGEST = 16 << 20;

    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SIGNATURE = 8;

    private static final int VERSION = 1;
    private static final int BODY_LENGTH_AT = 4;
    private static final int FIELDS_LENGTH_AT = 12;
    private static final char LITTLE = 'l';

    public DbusMessage {
        body = List.copyOf(body);
    }

    /** A call of a method. */
    static DbusMessage call(int serial, DbusCall call) {
        return new DbusMessage(
                CALL,
                serial,
                0,
                call.path(),
                call.interfaceName(),
                call.member(),
                "",
                call.destination(),
                call.arguments());
    }

    /** It as bytes. */
    public byte[] encode() {
        byte[] content = Encoder.bytes(body);
        Encoder out = new Encoder();
        out.number(1, LITTLE);
        out.number(1, type);
        out.number(1, 0);
        out.number(1, VERSION);
        out.number(Integer.BYTES, content.length);
        out.number(Integer.BYTES, serial);
        out.array(Alignment.STRUCT, fields());
        out.align(Alignment.STRUCT);
        out.raw(content);
        return out.toBytes();
    }

    private List<DbusValue> fields() {
        List<DbusValue> fields = new ArrayList<>();
        add(fields, PATH, 'o', path);
        add(fields, MEMBER, 's', member);
        add(fields, INTERFACE, 's', interfaceName);
        add(fields, ERROR_NAME, 's', errorName);
        if (replySerial != 0) {
            add(fields, REPLY_SERIAL, DbusValue.uint32(replySerial));
        }
        add(fields, DESTINATION, 's', destination);
        StringBuilder signature = new StringBuilder();
        for (DbusValue value : body) {
            signature.append(value.signature());
        }
        add(fields, SIGNATURE, 'g', signature.toString());
        return fields;
    }

    private static void add(List<DbusValue> fields, int code, char type, String text) {
        if (!text.isEmpty()) {
            add(fields, code, new DbusValue.Text(type, text));
        }
    }

    private static void add(List<DbusValue> fields, int code, DbusValue value) {
        fields.add(DbusValue.struct(new DbusValue.Fixed('y', code), new DbusValue.Variant(value)));
    }

    /**
     * How many bytes a message has.
     *
     * @param preamble its first {@link #PREAMBLE} bytes
     * @throws DbusException if no message begins so
     */
    public static int length(byte[] preamble) {
        ByteBuffer in = ordered(preamble);
        long fields = in.getInt(FIELDS_LENGTH_AT) & 0xffff_ffffL;
        long body = in.getInt(BODY_LENGTH_AT) & 0xffff_ffffL;
        long length = (PREAMBLE + fields + Alignment.STRUCT - 1) / Alignment.STRUCT * Alignment.STRUCT + body;
        if (length > LONGEST) {
            throw DbusException.protocol("a message of " + length + " bytes");
        }
        return (int) length;
    }

    /** @param bytes one whole message */
    public static DbusMessage decode(byte[] bytes) {
        ByteBuffer in = ordered(bytes);
        List<DbusValue> head = new Decoder(in).all("yyyyuua(yv)");
        String[] texts = new String[SIGNATURE + 1];
        Arrays.fill(texts, "");
        int replySerial = 0;
        for (DbusValue each : ((DbusValue.Array) head.get(6)).elements()) {
            List<DbusValue> field = ((DbusValue.Struct) each).members();
            int code = (int) field.getFirst().number();
            DbusValue value = ((DbusValue.Variant) field.get(1)).value();
            if (code == REPLY_SERIAL) {
                replySerial = (int) value.number();
            } else if (code < texts.length && value instanceof DbusValue.Text text) {
                texts[code] = text.value();
            }
        }
        in.position(bytes.length - (int) head.get(4).number());
        List<DbusValue> body = new Decoder(in.slice().order(in.order())).all(texts[SIGNATURE]);
        return new DbusMessage(
                (int) head.get(1).number(),
                (int) head.get(5).number(),
                replySerial,
                texts[PATH],
                texts[INTERFACE],
                texts[MEMBER],
                texts[ERROR_NAME],
                texts[DESTINATION],
                body);
    }

    private static ByteBuffer ordered(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(bytes[0] == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** The text of an error, which is its first argument. */
    String errorText() {
        return body.isEmpty() || !(body.getFirst() instanceof DbusValue.Text text) ? "" : text.value();
    }
}
