package io.jdock.daemon.http;

/** Status line and header fields of a reply. */
public record ReplyHead(HttpStatus status, Headers headers) {}
