package io.jdock.oci.image;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jdock.errdefs.DataLossException;
import io.jdock.errdefs.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON form of image documents.
 *
 * <p>Documents come from strangers: nesting and text length are bounded, a name given twice is refused, and so is a
 * document that could be read as a manifest and as an index, since two readers would then see two different images.
 * Whatever is wrong becomes a {@link DataLossException} that names the document.
 */
public final class Documents {

    /** No manifest, index or configuration is longer than this many bytes; callers check before they read one. */
    public static final int MAX_BYTES = 4 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Documents() {}

    /**
     * Reads a manifest or an index, whichever it is.
     *
     * @param what names the document in errors
     * @throws DataLossException when the bytes are neither, or both
     */
    public static ImageDocument image(byte[] bytes, String what) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            boolean index = tree.has("manifests");
            boolean manifest = tree.has("layers") || tree.has("config");
            if (index == manifest) {
                String problem = index ? "it could be a manifest or an index" : unknownKind(tree);
                throw new DataLossException("read %s: %s".formatted(what, problem));
            }
            ImageDocument document =
                    index ? MAPPER.treeToValue(tree, Index.class) : MAPPER.treeToValue(tree, Manifest.class);
            checkMediaType(document, what);
            return document;
        } catch (IOException e) {
            throw unreadable(what, e);
        }
    }

    private static String unknownKind(JsonNode tree) {
        return tree.path("schemaVersion").asInt() == 1
                ? "schema 1 manifests are no longer supported, the image must be pushed again by a newer tool"
                : "it is neither a manifest nor an index";
    }

    private static void checkMediaType(ImageDocument document, String what) {
        String mediaType = document.mediaType();
        boolean wrong = switch (document) {
            case Manifest _ -> MediaTypes.isIndex(mediaType);
            case Index _ -> MediaTypes.isManifest(mediaType);
        };
        if (wrong) {
            throw new DataLossException(
                    "read %s: its media type %s does not suit its content".formatted(what, mediaType));
        }
    }

    /** Reads the configuration of an image. */
    public static ImageConfig config(byte[] bytes, String what) {
        return read(bytes, ImageConfig.class, what);
    }

    /**
     * Reads a document of a known kind.
     *
     * @throws DataLossException when the bytes are not such a document
     */
    public static <T> T read(byte[] bytes, Class<T> kind, String what) {
        try {
            T document = MAPPER.readValue(bytes, kind);
            if (document == null) {
                throw new DataLossException("read %s: it is empty".formatted(what));
            }
            return document;
        } catch (IOException e) {
            throw unreadable(what, e);
        }
    }

    /** The bytes of a document; equal documents give equal bytes. */
    public static byte[] write(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("write " + document, e);
        }
    }

    private static DataLossException unreadable(String what, IOException error) {
        String problem = switch (error) {
            // Our own records said what is wrong; Jackson only wraps that.
            case JsonProcessingException e when e.getCause() instanceof EngineException cause -> cause.text();
            case JsonProcessingException e -> e.getOriginalMessage();
            default -> String.valueOf(error.getMessage());
        };
        return new DataLossException("read %s: %s".formatted(what, problem), error);
    }
}
