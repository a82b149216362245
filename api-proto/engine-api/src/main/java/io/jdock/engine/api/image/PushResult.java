package io.jdock.engine.api.image;

/** What a tag of a registry stands for after a push. */
public record PushResult(String tag, String digest, long size) {}
