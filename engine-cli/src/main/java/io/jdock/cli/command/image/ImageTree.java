package io.jdock.cli.command.image;

import io.jdock.cli.command.Output;
import io.jdock.cli.format.Sizes;
import io.jdock.cli.format.Texts;
import io.jdock.json.JsonArray;
import io.jdock.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code images --tree}: each image with the platforms it is for, laid out as docker does without its colours. */
final class ImageTree {

    private static final String WARNING =
            "WARNING: This is an experimental feature. The output may change and shouldn't be depended on.";
    private static final String LEGEND = "Info ->  U In Use ";
    private static final String GAP = "   ";
    private static final int NARROWEST_NAME = 12;

    private final boolean untagged;
    private final int width;

    /**
     * Describes a tree.
     *
     * @param untagged whether images without a name are shown
     * @param width of the terminal
     */
    ImageTree(boolean untagged, int width) {
        this.untagged = untagged;
        this.width = width;
    }

    /** The columns after the name. */
    private enum Column {
        ID("ID", 12, false),
        DISK_USAGE("DISK USAGE", 10, true),
        CONTENT_SIZE("CONTENT SIZE", 12, true),
        EXTRA("EXTRA", 5, false);

        private final String title;
        private final int width;
        private final boolean right;

        Column(String title, int width, boolean right) {
            this.title = title;
            this.width = width;
            this.right = right;
        }
    }

    /** A line: an image or one platform of it; the cells are in the order of the columns. */
    private record Line(String name, List<String> cells) {

        static Line of(String name, String id, long size, long content, boolean used) {
            return new Line(
                    name,
                    List.of(Texts.shortId(id), Sizes.decimalShort(size), Sizes.decimalShort(content), used ? "U" : ""));
        }
    }

    /** An image: the names above its line, its line, and the platforms below. */
    private record Branch(List<String> names, Line line, List<Line> platforms) {}

    void print(Output out, JsonArray images) {
        List<JsonObject> shown = new ArrayList<>();
        for (JsonObject image : images.objects()) {
            if (untagged || !image.array("RepoTags").texts().isEmpty()) {
                shown.add(image);
            }
        }
        shown.sort(Comparator.comparingLong((JsonObject image) -> image.number("Created"))
                .reversed());
        List<Branch> branches = shown.stream().map(ImageTree::branch).toList();
        out.println(WARNING);
        out.println(" ".repeat(Math.max(0, width - LEGEND.length())) + LEGEND);
        out.println("");
        printAll(out, branches);
    }

    private static Branch branch(JsonObject image) {
        List<Line> platforms = new ArrayList<>();
        long content = 0;
        boolean used = image.number("Containers") > 0
                && image.array("Manifests").objects().isEmpty();
        for (JsonObject manifest : image.array("Manifests").objects()) {
            if (manifest.text("Kind").equals("image")) {
                JsonObject size = manifest.object("Size");
                boolean usedHere = !manifest.object("ImageData")
                        .array("Containers")
                        .texts()
                        .isEmpty();
                platforms.add(Line.of(
                        platform(manifest.object("ImageData").object("Platform")),
                        manifest.text("ID"),
                        size.number("Total"),
                        size.number("Content"),
                        usedHere));
                content += size.number("Content");
                used |= usedHere;
            } else if (manifest.text("Kind").equals("unknown")) {
                // An artifact, which is for no platform.
                content += manifest.object("Size").number("Content");
            }
        }
        List<String> tags = image.array("RepoTags").texts();
        List<String> names = tags.isEmpty() ? List.of("<untagged>") : tags;
        Line line = Line.of(names.getLast(), image.text("Id"), image.number("Size"), content, used);
        return new Branch(names.subList(0, names.size() - 1), line, platforms);
    }

    private static String platform(JsonObject platform) {
        String variant = platform.text("variant");
        return platform.text("os") + "/" + platform.text("architecture") + (variant.isEmpty() ? "" : "/" + variant);
    }

    private void printAll(Output out, List<Branch> branches) {
        int left = width;
        int columns = 0;
        for (Column column : Column.values()) {
            int rest = left - GAP.length() - column.width;
            if (rest < NARROWEST_NAME) {
                break;
            }
            left = rest;
            columns++;
        }
        int nameWidth = Math.min(left, widest(branches));
        StringBuilder heading = new StringBuilder(padded("IMAGE", nameWidth, false));
        for (Column column : List.of(Column.values()).subList(0, columns)) {
            heading.append(GAP).append(padded(column.title, column.width, column.right));
        }
        out.println(heading.toString());
        for (Branch branch : branches) {
            branch.names().forEach(out::println);
            out.println(line("", branch.line(), nameWidth, columns));
            for (Line platform : branch.platforms()) {
                boolean last = platform == branch.platforms().getLast();
                out.println(line(last ? "└─ " : "├─ ", platform, nameWidth, columns));
            }
            out.println("");
        }
    }

    /** Docker counts the bytes of what it draws before a platform, not its characters. */
    private static int widest(List<Branch> branches) {
        int widest = "IMAGE".length();
        for (Branch branch : branches) {
            for (String name : branch.names()) {
                widest = Math.max(widest, name.length());
            }
            widest = Math.max(widest, branch.line().name().length());
            for (Line platform : branch.platforms()) {
                widest = Math.max(widest, platform.name().length() + 7);
            }
        }
        return widest;
    }

    private static String line(String stem, Line line, int nameWidth, int columns) {
        StringBuilder text = new StringBuilder();
        text.append(padded(Texts.ellipsis(stem + line.name(), nameWidth), nameWidth, false));
        for (int i = 0; i < columns; i++) {
            Column column = Column.values()[i];
            text.append(GAP).append(padded(line.cells().get(i), column.width, column.right));
        }
        return text.toString();
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
        return right ? blanks + text : text + blanks;
    }
}
