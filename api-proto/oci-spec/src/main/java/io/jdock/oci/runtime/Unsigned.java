package io.jdock.oci.runtime;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;

/**
 * A 64-bit number without sign, held in a {@code long} bit for bit: {@code RLIM_INFINITY} is 18446744073709551615 in JSON and
 * -1 in Java. Use {@link Long#compareUnsigned} on it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
@JacksonAnnotationsInside
@JsonSerialize(using = Unsigned.Writer.class)
@JsonDeserialize(using = Unsigned.Reader.class)
@interface Unsigned {

    /** Writes all 64 bits as a positive number. */
    final class Writer extends JsonSerializer<Long> {
        @Override
        public void serialize(Long value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(new BigInteger(Long.toUnsignedString(value)));
        }
    }

    /** Reads 0 to 2^64-1; negative numbers are taken for their 64 bits, as Go's encoders write -1 for "unlimited". */
    final class Reader extends JsonDeserializer<Long> {
        @Override
        public Long deserialize(JsonParser in, DeserializationContext context) throws IOException {
            BigInteger value = in.getBigIntegerValue();
            if (value.bitLength() > Long.SIZE) {
                context.reportInputMismatch(Long.class, "%s: does not fit 64 bits", value);
            }
            return value.longValue();
        }
    }
}
