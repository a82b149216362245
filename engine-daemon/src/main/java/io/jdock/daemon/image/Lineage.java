package io.jdock.daemon.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which images were made of which others here, by commits and builds. Pure. */
final class Lineage {

    private final List<StoredImage> images;
    private final Map<String, Integer> children = new HashMap<>();

    Lineage(List<StoredImage> images) {
        this.images = images;
        images.forEach(image -> children.merge(image.parent(), 1, Integer::sum));
    }

    boolean hasChildren(StoredImage image) {
        return children.containsKey(image.id());
    }

    /** Whether it is a step on the way to others: nobody gave it a name. Docker shows such images on demand only. */
    boolean isIntermediate(StoredImage image) {
        return image.names().isEmpty() && hasChildren(image);
    }

    /**
     * What goes: wanted images of which all children go too, and with them what was only a step on the way to them.
     *
     * @param free whether an image may go at all
     * @return children before their parents
     */
    List<StoredImage> removable(Predicate<StoredImage> wanted, Predicate<StoredImage> free) {
        Map<String, StoredImage> byId = new HashMap<>();
        images.forEach(image -> byId.put(image.id(), image));
        Map<String, Integer> left = new HashMap<>(children);
        Deque<StoredImage> childless = new ArrayDeque<>();
        images.stream().filter(image -> !hasChildren(image)).forEach(childless::add);
        List<StoredImage> going = new ArrayList<>();
        while (!childless.isEmpty()) {
            StoredImage image = childless.remove();
            if (free.test(image) && (wanted.test(image) || isIntermediate(image))) {
                going.add(image);
                StoredImage parent = byId.get(image.parent());
                if (parent != null && left.merge(parent.id(), -1, Integer::sum) == 0) {
                    childless.add(parent);
                }
            }
        }
        return going;
    }
}
