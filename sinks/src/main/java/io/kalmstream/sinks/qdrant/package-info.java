/**
 * The adapter for Qdrant 1.16 and newer, over gRPC. Applications may read the collection with any Qdrant client; this is what a
 * point looks like. Its id is a UUID made from tenant and document id ({@link io.kalmstream.sinks.qdrant.PointIds}), its vector
 * is named {@code text}, and its payload holds:
 *
 * <pre>
 *   id               string    the document's id                       always
 *   tenant           string    ""  where there are no tenants          always, indexed
 *   text             string    what was embedded                       unless the worker is told not to store it
 *   text_hash        string    SHA-256 of the normalised text          always, indexed
 *   model            string    name@revision that made the vector      always
 *   occurred_at      string    RFC 3339, UTC: datetime filters work    always, indexed
 *   attributes       object    string | integer | double | bool        always, may be {}
 *   source           object    {topic, partition, offset}              always
 *   writer           string    application id / partition              always, indexed
 *   writer_epoch     integer   grows with each owner of the partition  always, indexed
 *   writer_sequence  integer   grows with each write of one owner      always, indexed
 *   duplicate_of     string    id of the earlier document it repeats   duplicates only, indexed
 *   duplicate_score  double    cosine similarity of the two            duplicates only
 *   duplicate_kind   string    EXACT | NEAR                            duplicates only
 * </pre>
 *
 * <p>So the canonical points are those whose {@code duplicate_of} is empty. The {@code writer} fields are a {@link
 * io.kalmstream.sinks.Fence}: every write is conditioned on there being no younger one of the same writer. The collection's own metadata carries {@code
 * kalmstream.model} and {@code kalmstream.collection}, an id that no other collection has. How a call travels:
 *
 * <pre>
 *   changes -&gt; RowEncoder -&gt; requests of bounded count and bytes -&gt; Retries -&gt; StatusMap -&gt; again | bisect | StoreException
 * </pre>
 */
@NullMarked
package io.kalmstream.sinks.qdrant;

import org.jspecify.annotations.NullMarked;
