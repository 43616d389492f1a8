package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenWindowTest {
    private static final DocumentKey X = new DocumentKey("x", "a");
    private static final DocumentKey Y = new DocumentKey("y", "a");

    private final OpenWindow window = new OpenWindow();

    @Test
    void add_countsWhatItHolds() {
        Row row = Rows.document(X, "12345");
        window.add(row, List.of(X), 100);

        assertThat(window.rows()).isEqualTo(1);
        assertThat(window.tokens()).isEqualTo(5);
        assertThat(window.bytes()).isEqualTo(row.bytes());
        assertThat(window.ageNanos(130)).isEqualTo(30);
        assertThat(window.tenants("a")).containsExactly("x");
    }

    @Test
    void add_laterRowTakesPlaceAndCounts() {
        Row first = Rows.document(X, "12345");
        Row other = Rows.document(Y, "1");
        Row second = Rows.document(X, "12");
        window.add(first, List.of(X), 0);
        window.add(other, List.of(Y), 0);

        window.add(second, List.of(X), 5);
        assertThat(window.latest().values()).containsExactly(other, second);
        assertThat(window.before(X)).isEqualTo(new Replaced(List.of(first), null));
        assertThat(window.rows()).isEqualTo(2);
        assertThat(window.held()).isEqualTo(3);
        assertThat(window.tokens()).isEqualTo(3);
        assertThat(window.bytes()).isEqualTo(first.bytes() + other.bytes() + second.bytes());
        assertThat(window.ageNanos(7)).isEqualTo(7);
    }

    @Test
    void add_deletionEndsWhatCameBefore() {
        Row first = Rows.document(X, "1");
        Row second = Rows.document(X, "2");
        Row deletion = Rows.row(new Decoded.Deletion("a", "x"));
        Row third = Rows.document(X, "3");
        window.add(first, List.of(X), 0);
        window.add(second, List.of(X), 0);

        window.add(deletion, List.of(X), 0);
        assertThat(window.overtaken()).containsExactly(first, second);
        assertThat(window.before(X)).isEqualTo(Replaced.NOTHING);
        assertThat(window.replaced(X)).isTrue();
        window.add(third, List.of(X), 0);
        assertThat(window.before(X)).isEqualTo(Replaced.after(deletion));
        assertThat(window.overtaken()).containsExactly(first, second, deletion);
        assertThat(window.rows()).isEqualTo(1);
        assertThat(window.held()).isEqualTo(4);
        assertThat(window.bytes()).isEqualTo(first.bytes() + second.bytes() + deletion.bytes() + third.bytes());
    }

    @Test
    void keepBefore_comesBeforeTheOthersUnlessADeletionDid() {
        Row early = Rows.document(X, "0");
        Row first = Rows.document(X, "1");
        assertThat(window.keepBefore(X, early)).isFalse();
        window.add(first, List.of(X), 0);
        window.add(Rows.document(X, "2"), List.of(X), 0);

        assertThat(window.keepBefore(X, early)).isTrue();
        assertThat(window.before(X)).isEqualTo(new Replaced(List.of(early, first), null));
        assertThat(window.overtaken()).isEmpty();
        assertThat(window.held()).isEqualTo(3);
    }

    @Test
    void keepBefore_whatADeletionFollowed_staysToTheWindowsEnd() {
        Row before = Rows.document(X, "0");
        Row earlier = Rows.document(X, "1");
        Row deletion = Rows.row(new Decoded.Deletion("a", "x"));
        window.add(deletion, List.of(X), 0);

        assertThat(window.keepBefore(X, before)).isTrue();
        assertThat(window.overtaken()).containsExactly(before);
        Row back = Rows.document(X, "3");
        window.add(back, List.of(X), 0);
        assertThat(window.keepBefore(X, earlier)).isTrue();
        assertThat(window.overtaken()).containsExactly(before, deletion, earlier);
        assertThat(window.before(X)).isEqualTo(Replaced.after(deletion));
        assertThat(window.held()).isEqualTo(4);
        assertThat(window.bytes()).isEqualTo(before.bytes() + earlier.bytes() + deletion.bytes() + back.bytes());
    }

    @Test
    void add_deletionOfTwoIsSupersededWithItsLast() {
        Row deletion = Rows.row(new Decoded.Deletion("a", null));
        window.add(deletion, List.of(X, Y), 0);

        window.add(Rows.document(X, "back"), List.of(X), 0);
        assertThat(window.rows()).isEqualTo(2);
        assertThat(window.overtaken()).isEmpty();
        window.add(Rows.document(Y, "back"), List.of(Y), 0);
        assertThat(window.overtaken()).containsExactly(deletion);
        assertThat(window.rows()).isEqualTo(2);
    }
}
