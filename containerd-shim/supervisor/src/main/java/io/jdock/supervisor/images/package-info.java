/**
 * Images: their records, how they get here, and what is thrown away when nobody needs it any more.
 *
 * <p>Start reading at {@link io.jdock.supervisor.images.Puller}, then {@link io.jdock.supervisor.images.LayerIntake}, which turns
 * arriving layers into snapshots. An image is <em>resolved</em>, its blobs arrive in the content store while its layers are
 * unpacked, then its record is written: with that it exists. When a record goes,
 * {@link io.jdock.supervisor.images.GarbageCollector} removes what no other record reaches.
 *
 * <p>A record is named by the full reference, {@code docker.io/library/httpd:latest}. An image without a tag is named by its ID,
 * {@code sha256:<hex>}, the digest of its configuration. The labels in {@link io.jdock.supervisor.images.ImageLabels} hold what
 * clients would otherwise have to find out by reading blobs.
 *
 * <p>{@link io.jdock.supervisor.images.Pusher} sends images away: {@link io.jdock.supervisor.images.PushPlanner} reads what
 * belongs to one, {@link io.jdock.supervisor.images.BlobOrigins} knows what need not be sent.
 *
 * <p>May import everything below it in the supervisor: {@code content}, {@code snapshots}, {@code registry}, {@code unpack},
 * {@code tar}, {@code pack}, {@code copy}, {@code received}, {@code metadata}, {@code events}, {@code namespaces}.
 */
@NullMarked
package io.jdock.supervisor.images;

import org.jspecify.annotations.NullMarked;
