package io.jdock.daemon.image;

import java.util.List;

/** Tells which containers need an image. */
@FunctionalInterface
public interface ImageUse {

    /** The containers made from the image with this ID. */
    List<User> usersOf(String imageId);

    /** A container, by the first twelve digits of its ID. */
    record User(String shortId, boolean running) {}
}
