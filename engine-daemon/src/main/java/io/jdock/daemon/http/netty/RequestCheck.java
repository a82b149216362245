package io.jdock.daemon.http.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;

/** Decides whether a decoded head may be acted on. A refused one ends its connection, as its body's extent is in doubt. */
final class RequestCheck {

    private RequestCheck() {}

    /** The status to refuse the request with. */
    static Optional<HttpResponseStatus> refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(statusOf(request.decoderResult().cause()));
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        }
        if (!hasOneHost(request) || !hasPlainFraming(request)) {
            return Optional.of(HttpResponseStatus.BAD_REQUEST);
        }
        if (request.headers().contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(request)) {
            return Optional.of(HttpResponseStatus.EXPECTATION_FAILED);
        }
        return Optional.empty();
    }

    private static HttpResponseStatus statusOf(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    /** RFC 9112 section 3.2: exactly one in HTTP/1.1. */
    private static boolean hasOneHost(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_0));
    }

    /** {@code chunked} is the only coding understood; ignoring another would leave its bytes to be read as a request. */
    private static boolean hasPlainFraming(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || (codings.size() == 1
                        && codings.getFirst().equalsIgnoreCase("chunked")
                        && request.protocolVersion().equals(HttpVersion.HTTP_1_1));
    }
}
