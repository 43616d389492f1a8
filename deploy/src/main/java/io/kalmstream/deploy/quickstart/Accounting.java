package io.kalmstream.deploy.quickstart;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.window.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says whether every event is accounted for, from what was sent and what is there afterwards:
 *
 * <ul>
 *   <li>each bad record has exactly one dead letter, with its place, its bytes and a reason, and nothing else has one;
 *   <li>for each id the text of its last event is in the store, or nothing if that was a deletion;
 *   <li>the store holds no other point;
 *   <li>each record had one outcome, and dead letters are the bad records' outcome and only theirs.
 * </ul>
 */
final class Accounting {
    private final List<Sent> sent;
    private final Problems problems = new Problems();

    private Accounting(List<Sent> sent) {
        this.sent = sent;
    }

    /**
     * @param sent in the order of sending, which is the order within each partition
     * @param originals the bad ones of them, read back from where they were sent to
     * @param before text hash of each point that was there before
     * @param after text hash of each point that is there now
     * @param outcomes what the pipeline says became of each record
     * @return what does not add up, as sentences
     */
    static List<String> problems(
            List<Sent> sent,
            Map<Place, Content> originals,
            List<Letter> letters,
            Map<DocumentKey, String> before,
            Map<DocumentKey, String> after,
            Map<Place, Settlement> outcomes) {
        Accounting accounting = new Accounting(sent);
        accounting.checkLetters(originals, letters);
        accounting.checkPoints(expected(sent, before), after);
        accounting.checkOutcomes(outcomes);
        return accounting.problems.sentences();
    }

    private void checkLetters(Map<Place, Content> originals, List<Letter> letters) {
        Map<Place, List<Letter>> byOrigin = letters.stream().collect(Collectors.groupingBy(Letter::origin));
        for (Sent record : sent) {
            List<Letter> found = byOrigin.getOrDefault(record.place(), List.of());
            if (!record.isBad()) {
                found.forEach(letter ->
                        problems.add("%s is a good record and has a dead letter (%s)", record.place(), letter.code()));
            } else if (found.size() != 1) {
                problems.add("%s is a bad record and has %d dead letters, not 1", record.place(), found.size());
            } else {
                checkLetter(record.place(), originals.get(record.place()), found.getFirst());
            }
        }
        Set<Place> places = sent.stream().map(Sent::place).collect(Collectors.toSet());
        byOrigin.keySet().stream()
                .filter(origin -> !places.contains(origin))
                .forEach(origin -> problems.add("there is a dead letter of %s, which was not sent", origin));
    }

    private void checkLetter(Place place, @Nullable Content original, Letter letter) {
        if (original == null) {
            problems.add("%s cannot be read back to compare its dead letter with", place);
            return;
        }
        if (!letter.content().key().equals(original.key())) {
            problems.add("the dead letter of %s has another key", place);
        }
        if (!letter.content().value().equals(original.value())) {
            problems.add("the dead letter of %s has another value", place);
        }
        if (letter.code().isEmpty()) {
            problems.add("the dead letter of %s gives no reason", place);
        }
    }

    private static Map<DocumentKey, String> expected(List<Sent> sent, Map<DocumentKey, String> before) {
        Map<DocumentKey, String> expected = new HashMap<>(before);
        // Tombstones delete an id of every tenant: remembered by id, so that each needs no look at every document.
        Map<String, List<DocumentKey>> byId = new HashMap<>();
        before.keySet().forEach(key -> remember(byId, key));
        for (Sent record : sent) {
            switch (record.meaning()) {
                case Meaning.Document document -> {
                    remember(byId, document.key());
                    expected.put(document.key(), document.textHash());
                }
                case Meaning.Deletion deletion ->
                    byId.getOrDefault(deletion.id(), List.of()).stream()
                            .filter(deletion::covers)
                            .forEach(expected::remove);
                case Meaning.Bad _ -> {}
            }
        }
        return expected;
    }

    private static void remember(Map<String, List<DocumentKey>> byId, DocumentKey key) {
        List<DocumentKey> keys = byId.computeIfAbsent(key.id(), _ -> new ArrayList<>(1));
        if (!keys.contains(key)) {
            keys.add(key);
        }
    }

    private void checkPoints(Map<DocumentKey, String> expected, Map<DocumentKey, String> after) {
        expected.forEach((key, hash) -> {
            String found = after.get(key);
            if (found == null) {
                problems.add("%s is not in the store", name(key));
            } else if (!found.equals(hash)) {
                problems.add("%s has another text in the store than its last event", name(key));
            }
        });
        after.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> problems.add("%s is in the store and should not be", name(key)));
    }

    private void checkOutcomes(Map<Place, Settlement> outcomes) {
        for (Sent record : sent) {
            Settlement outcome = outcomes.get(record.place());
            boolean bad = record.isBad();
            if (outcome == null) {
                problems.add("%s has no outcome", record.place());
            } else if (bad != (outcome == Settlement.DEAD_LETTERED)) {
                problems.add("%s is a %s record and its outcome is %s", record.place(), bad ? "bad" : "good", outcome);
            }
        }
    }

    private static String name(DocumentKey key) {
        return key.tenant().isEmpty() ? "document " + key.id() : "document " + key.id() + " of tenant " + key.tenant();
    }
}
