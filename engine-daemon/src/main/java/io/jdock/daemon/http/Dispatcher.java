package io.jdock.daemon.http;

import io.jdock.engine.api.json.ApiVersion;
import io.jdock.engine.api.json.EngineJson;
import io.jdock.errdefs.EngineException;
import io.jdock.errdefs.InternalException;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one request: finds its route, calls it, turns what it throws into a reply. Safe for concurrent use. */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final byte[] NOTHING = {};

    private final Router router;
    private final String serverName;
    private final Runnable onRequest;

    /**
     * Replies name the server {@code Docker/VERSION (linux)}, which clients parse.
     *
     * @param onRequest told of every request before it is answered
     */
    public Dispatcher(Router router, String productVersion, Runnable onRequest) {
        this.onRequest = onRequest;
        this.router = router;
        this.serverName = "Docker/%s (linux)".formatted(productVersion);
    }

    /** Answers the request on the calling thread; returns when its exchange is over, whatever happened. */
    public void run(String method, String target, Headers headers, Wire wire) {
        onRequest.run();
        try {
            if (method.equals("OPTIONS")) {
                wire.reply(new ReplyHead(HttpStatus.OK, replyHeaders()), NOTHING);
            } else {
                answer(method, target, headers, wire);
            }
        } catch (IOException e) {
            LOG.debug("{} {}: client has gone: {}", method, target, e.getMessage());
            wire.abort();
        }
    }

    private void answer(String method, String target, Headers headers, Wire wire) throws IOException {
        Exchange exchange;
        Router.Match match;
        try {
            RequestHead head = RequestHead.of(method, target, headers);
            match = router.find(method, head.path());
            exchange = new Exchange(head, match, wire, replyHeaders());
        } catch (EngineException e) {
            replyError(e, wire);
            return;
        }
        call(match.handler(), exchange, wire);
    }

    private void call(Handler handler, Exchange exchange, Wire wire) throws IOException {
        try {
            handler.handle(exchange);
            if (!exchange.replied()) {
                throw new InternalException("the route of %s did not reply".formatted(exchange));
            }
        } catch (EngineException e) {
            fail(exchange, wire, e);
        } catch (RuntimeException | Error e) {
            fail(exchange, wire, new InternalException(String.valueOf(e.getMessage()), e));
        }
    }

    private void fail(Exchange exchange, Wire wire, EngineException error) throws IOException {
        HttpStatus status = HttpErrors.statusOf(error);
        if (status.code() >= 500) {
            LOG.error("{}: {}", exchange, error.text(), error);
        } else {
            LOG.debug("{}: {} {}", exchange, status.code(), error.text());
        }
        if (exchange.replied()) {
            wire.abort();
        } else {
            replyError(error, wire);
        }
    }

    private void replyError(EngineException error, Wire wire) throws IOException {
        HttpStatus status = HttpErrors.statusOf(error);
        Headers headers = replyHeaders();
        if (status.equals(HttpStatus.NOT_MODIFIED)) {
            wire.reply(new ReplyHead(status, headers), NOTHING);
            return;
        }
        headers.add("Content-Type", "application/json");
        wire.reply(new ReplyHead(status, headers), EngineJson.write(Map.of("message", error.text())));
    }

    private Headers replyHeaders() {
        return new Headers()
                .add("Api-Version", ApiVersion.NEWEST.toString())
                .add("Docker-Experimental", "false")
                .add("Ostype", "linux")
                .add("Server", serverName);
    }
}
