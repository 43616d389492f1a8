package io.kalmstream.deploy.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.deploy.feed.FeedRecord;
import io.kalmstream.sinks.DocumentKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeaningsTest {
    private final Meanings meanings = new Meanings(20);

    @Test
    void of_aGoodEvent_isItsDocument() {
        assertThat(meanings.of(event("a", "some text")))
                .isInstanceOfSatisfying(
                        Meaning.Document.class,
                        document -> assertThat(document.key()).isEqualTo(new DocumentKey("acme", "a")));
    }

    @Test
    void of_whatNoWorkerTakes_isBad() {
        assertThat(meanings.of(event("", "some text"))).isInstanceOf(Meaning.Bad.class);
        assertThat(meanings.of(event("a", " \u200b\n"))).isInstanceOf(Meaning.Bad.class);
        assertThat(meanings.of(event("a", "x".repeat(21)))).isInstanceOf(Meaning.Bad.class);
        assertThat(meanings.of(new FeedRecord.Broken(1, "it is not JSON", "{".getBytes(UTF_8))))
                .isInstanceOf(Meaning.Bad.class);
    }

    @Test
    void of_aTombstone_isADeletionOfItsTenantsDocument() {
        assertThat(meanings.of(new FeedRecord.Tombstone(1, "a", "acme"))).isEqualTo(new Meaning.Deletion("a", "acme"));
        assertThat(meanings.of(new FeedRecord.Tombstone(1, " ", "acme"))).isInstanceOf(Meaning.Bad.class);
    }

    private static FeedRecord event(String id, String text) {
        TextEvent event = new TextEvent(id, text, "acme", Map.of(), Instant.EPOCH);
        return new FeedRecord.Event(1, id.isEmpty() ? null : id, event);
    }
}
