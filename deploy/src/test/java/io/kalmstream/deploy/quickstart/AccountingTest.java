package io.kalmstream.deploy.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.window.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run in which all is well, and one thing at a time that is not. */
final class AccountingTest {
    private static final DocumentKey KEPT = new DocumentKey("acme", "kept");
    private static final DocumentKey REMOVED = new DocumentKey("acme", "removed");
    private static final DocumentKey OLD = new DocumentKey("", "old");

    private final List<Sent> sent = new ArrayList<>();
    private final Map<Place, Content> originals = new HashMap<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Map<DocumentKey, String> before = new HashMap<>();
    private final Map<DocumentKey, String> after = new HashMap<>();
    private final Map<Place, Settlement> outcomes = new HashMap<>();

    @BeforeEach
    void allIsWell() {
        send(0, new Meaning.Document(KEPT, "first"), Settlement.SUPERSEDED);
        send(1, new Meaning.Document(KEPT, "second"), Settlement.UPSERTED);
        send(2, new Meaning.Document(REMOVED, "gone"), Settlement.UPSERTED);
        send(3, new Meaning.Deletion("removed", null), Settlement.DELETED);
        send(4, new Meaning.Bad(), Settlement.DEAD_LETTERED);
        letters.add(letter(4));
        before.put(OLD, "old");
        after.put(OLD, "old");
        after.put(KEPT, "second");
    }

    @Test
    void finds_nothing() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void finds_aMissingLetter() {
        letters.clear();
        assertThat(problems()).singleElement().asString().contains("@4", "0 dead letters");
    }

    @Test
    void finds_aLetterTooMany() {
        letters.add(letter(4));
        assertThat(problems()).singleElement().asString().contains("@4", "2 dead letters");
    }

    @Test
    void finds_aLetterOfAGoodRecord() {
        letters.add(letter(1));
        assertThat(problems()).singleElement().asString().contains("@1", "good record");
    }

    @Test
    void finds_aLetterOfNothing() {
        letters.add(letter(99));
        assertThat(problems()).singleElement().asString().contains("@99", "not sent");
    }

    @Test
    void finds_alteredBytes() {
        letters.set(0, new Letter(place(4), "EMPTY_TEXT", new Content(hash("key 4"), hash("other"))));
        assertThat(problems()).singleElement().asString().contains("@4", "another value");
    }

    @Test
    void finds_anAlteredKey() {
        letters.set(0, new Letter(place(4), "EMPTY_TEXT", new Content(BytesHash.of(null), hash("value 4"))));
        assertThat(problems()).singleElement().asString().contains("@4", "another key");
    }

    @Test
    void finds_aLetterWithoutReason() {
        letters.set(0, new Letter(place(4), "", content(4)));
        assertThat(problems()).singleElement().asString().contains("@4", "no reason");
    }

    @Test
    void finds_aRecordThatCannotBeReadBack() {
        originals.remove(place(4));
        assertThat(problems()).singleElement().asString().contains("@4", "read back");
    }

    @Test
    void finds_aPhantomPoint() {
        after.put(new DocumentKey("acme", "phantom"), "text");
        assertThat(problems()).singleElement().asString().contains("phantom", "should not be");
    }

    @Test
    void finds_aPointThatShouldBeGone() {
        after.put(REMOVED, "gone");
        assertThat(problems()).singleElement().asString().contains("removed", "should not be");
    }

    @Test
    void finds_theTextOfAnEarlierEvent() {
        after.put(KEPT, "first");
        assertThat(problems()).singleElement().asString().contains("kept", "another text");
    }

    @Test
    void finds_aMissingPoint() {
        after.remove(KEPT);
        assertThat(problems()).singleElement().asString().contains("kept", "not in the store");
    }

    @Test
    void finds_aLostPointOfBefore() {
        after.remove(OLD);
        assertThat(problems()).singleElement().asString().contains("old", "not in the store");
    }

    @Test
    void finds_aRecordWithoutOutcome() {
        outcomes.remove(place(1));
        assertThat(problems()).singleElement().asString().contains("@1", "no outcome");
    }

    @Test
    void finds_aBadRecordThatWasUpserted() {
        outcomes.put(place(4), Settlement.UPSERTED);
        assertThat(problems()).singleElement().asString().contains("@4", "UPSERTED");
    }

    @Test
    void finds_aDeletionOfAnotherTenantsDocument() {
        send(5, new Meaning.Deletion("kept", "globex"), Settlement.DELETED);
        after.remove(KEPT);
        assertThat(problems()).singleElement().asString().contains("kept", "not in the store");
    }

    @Test
    void saysHowManyMore() {
        for (int i = 100; i < 150; i++) {
            letters.add(letter(i));
        }
        assertThat(problems()).hasSize(21).last().asString().contains("30 more");
    }

    private void send(long offset, Meaning meaning, Settlement outcome) {
        sent.add(new Sent(place(offset), meaning));
        originals.put(place(offset), content(offset));
        outcomes.put(place(offset), outcome);
    }

    private static Letter letter(long offset) {
        return new Letter(place(offset), "EMPTY_TEXT", content(offset));
    }

    private List<String> problems() {
        return Accounting.problems(sent, originals, letters, before, after, outcomes);
    }

    private static Content content(long offset) {
        return new Content(hash("key " + offset), hash("value " + offset));
    }

    private static Place place(long offset) {
        return new Place("events", 0, offset);
    }

    private static BytesHash hash(String text) {
        return BytesHash.of(text.getBytes(UTF_8));
    }
}
