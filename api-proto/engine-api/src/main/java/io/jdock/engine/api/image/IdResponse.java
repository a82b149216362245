package io.jdock.engine.api.image;

/** The reply to a request that has made something. */
public record IdResponse(String id) {}
