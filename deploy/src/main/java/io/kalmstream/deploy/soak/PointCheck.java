package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.soak.Expectation.Document;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.qdrant.PointIds;
import io.kalmstream.topology.event.TextHash;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Compares the points with the last event of each document. */
final class PointCheck {
    private final Expectation expectation;
    private final Texts texts = new Texts();

    PointCheck(Expectation expectation) {
        this.expectation = expectation;
    }

    Findings check(List<StoredPoint> points, Map<UUID, List<Float>> vectors) {
        Findings findings = new Findings();
        Set<DocumentKey> missing = new HashSet<>(expectation.documents().keySet());
        for (StoredPoint point : points) {
            Document document = expectation.documents().get(point.key());
            if (document == null) {
                findings.add(Flaw.PHANTOM, "point %s, %s, of %s".formatted(name(point), content(point), point.fence()));
            } else if (missing.remove(point.key())) {
                compare(point, document, vectors.getOrDefault(PointIds.of(point.key()), List.of()), findings);
            } else {
                findings.add(Flaw.PHANTOM, "another point %s".formatted(name(point)));
            }
        }
        missing.forEach(key -> findings.add(
                Flaw.LOST,
                "point %s/%s, %s"
                        .formatted(
                                key.tenant(), key.id(), expectation.documents().get(key))));
        return findings;
    }

    private void compare(StoredPoint point, Document document, List<Float> vector, Findings findings) {
        if (!isOf(point, document)) {
            findings.add(
                    Flaw.STALE,
                    "point %s is %s of %s and must be %s"
                            .formatted(name(point), content(point), point.fence(), document));
        } else if (!texts.isVectorOf(document.content().text(), vector)) {
            findings.add(Flaw.STALE, "point %s has another vector than its text".formatted(name(point)));
        }
    }

    private static boolean isOf(StoredPoint point, Document document) {
        return document.content().text().equals(point.text())
                && TextHash.of(document.content().text()).equals(point.textHash())
                && point.attributes()
                        .equals(Map.of("version", document.content().version()))
                && point.occurredAt().toEpochMilli() == document.content().at()
                && point.source().topic().equals(Names.EVENTS)
                && point.source().partition() == document.partition()
                && point.source().offset() >= document.firstOffset()
                && point.source().offset() <= document.lastOffset();
    }

    private static String name(StoredPoint point) {
        return point.key().tenant() + "/" + point.key().id();
    }

    private static String content(StoredPoint point) {
        return "'%s' %s from %s@%d"
                .formatted(
                        point.text(),
                        point.attributes(),
                        point.source().partition(),
                        point.source().offset());
    }
}
