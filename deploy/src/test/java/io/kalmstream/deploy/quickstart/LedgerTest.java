package io.kalmstream.deploy.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.feed.FeedRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private final FeedRecord broken = new FeedRecord.Broken(7, "no JSON", "x".getBytes(UTF_8));
    private final Ledger ledger = new Ledger(new Meanings(100), _ -> {}, () -> {});

    @Test
    void problems_sayThatNothingWasFed() {
        assertThat(ledger.problems("standard input"))
                .containsExactly("there is no event in standard input: nothing was fed");
    }

    @Test
    void problems_areNone_whenSomethingWasSent() {
        ledger.sent(broken, new RecordMetadata(new TopicPartition("events", 0), 3, 0, 0, 0, 0));
        assertThat(ledger.problems("x")).isEmpty();
        assertThat(ledger.sent()).extracting(Sent::place).containsExactly(new Place("events", 0, 3));
    }

    @Test
    void problems_nameTheLinesThatWereTooLarge() {
        ledger.refused(broken, "too large");
        assertThat(ledger.problems("x")).containsExactly("line 7 was not sent: it is too large");
    }
}
