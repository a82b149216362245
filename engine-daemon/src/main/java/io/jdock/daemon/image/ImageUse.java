package io.jdock.daemon.image;

import java.util.List;

/** Tells which containers need an image. */
@FunctionalInterface
public interface ImageUse {

    /** The containers made from the image with this ID. */
    List<User> usersOf(String imageId);

    /** A container. */
    record User(String id, boolean running) {

        private static final int SHORT = 12;

        /** The first twelve digits of its ID. */
        String shortId() {
            return id.substring(0, Math.min(SHORT, id.length()));
        }
    }
}
