package io.jdock.supervisor.copy;

/** Who owns what is copied, in numbers. */
public record Owner(int uid, int gid) {

    public static final Owner ROOT = new Owner(0, 0);
}
