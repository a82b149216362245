package io.jdock.engine.api.image;

/** What a tag of a registry stands for now. */
public record DistributionTagged(String digest) {}
