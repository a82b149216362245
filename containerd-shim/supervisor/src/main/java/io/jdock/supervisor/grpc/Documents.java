package io.jdock.supervisor.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.jdock.supervisor.containers.Document;

/** Documents as messages have them. */
final class Documents {

    private Documents() {}

    static Document value(Any message) {
        return new Document(message.getTypeUrl(), message.getValue().toByteArray());
    }

    static Any message(Document document) {
        return Any.newBuilder()
                .setTypeUrl(document.type())
                .setValue(ByteString.copyFrom(document.bytes()))
                .build();
    }
}
