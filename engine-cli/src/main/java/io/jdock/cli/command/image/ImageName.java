package io.jdock.cli.command.image;

import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the names under which an image is listed.
 *
 * @param repository the name without tag; {@code <none>} when there is none
 * @param tag the tag; {@code <none>} when there is none
 * @param digest the digest in that repository; {@code <none>} when there is none
 */
public record ImageName(String repository, String tag, String digest) {

    private static final String NONE = "<none>";

    /**
     * The names of an image in a list.
     *
     * @param withDigests whether each digest of a repository gets a line of its own
     */
    public static List<ImageName> of(JsonObject image, boolean withDigests) {
        List<String> tags = known(image, "RepoTags", NONE + ":" + NONE);
        List<String> digests = known(image, "RepoDigests", NONE + "@" + NONE);
        List<ImageName> names = new ArrayList<>();
        for (String tagged : tags) {
            int colon = tagged.lastIndexOf(':');
            String repository = tagged.substring(0, colon);
            addTagged(names, repository, tagged.substring(colon + 1), digests, withDigests);
        }
        for (String digested : digests) {
            addUntagged(names, digested, tags);
        }
        if (names.isEmpty()) {
            names.add(new ImageName(NONE, NONE, NONE));
        }
        return names;
    }

    private static List<String> known(JsonObject image, String field, String nothing) {
        List<String> texts = new ArrayList<>(image.array(field).texts());
        texts.remove(nothing);
        return texts;
    }

    private static void addTagged(
            List<ImageName> names, String repository, String tag, List<String> digests, boolean withDigests) {
        int before = names.size();
        for (String digested : digests) {
            if (digested.startsWith(repository + "@")) {
                names.add(new ImageName(repository, tag, digested.substring(repository.length() + 1)));
                if (!withDigests) {
                    return;
                }
            }
        }
        if (names.size() == before) {
            names.add(new ImageName(repository, tag, NONE));
        }
    }

    /** A repository of which only a digest is known still gets a line. */
    private static void addUntagged(List<ImageName> names, String digested, List<String> tags) {
        int at = digested.indexOf('@');
        String repository = digested.substring(0, at);
        for (String tagged : tags) {
            if (tagged.substring(0, tagged.lastIndexOf(':')).equals(repository)) {
                return;
            }
        }
        names.add(new ImageName(repository, NONE, digested.substring(at + 1)));
    }
}
