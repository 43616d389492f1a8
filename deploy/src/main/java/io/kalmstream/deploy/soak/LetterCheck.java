package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.DeadLetter.Place;
import io.kalmstream.deploy.soak.Expectation.Planted;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares the committed dead letters with the bad records that were planted. */
final class LetterCheck {
    private LetterCheck() {}

    static Findings check(Expectation expectation, List<DeadLetter> letters) {
        Findings findings = new Findings();
        Set<Place> missing = new HashSet<>(expectation.letters().keySet());
        for (DeadLetter letter : letters) {
            Planted planted = expectation.letters().get(letter.origin());
            if (planted == null) {
                findings.add(
                        Flaw.PHANTOM,
                        "dead letter of %s, %s: %s".formatted(letter.origin(), letter.code(), letter.message()));
            } else if (!missing.remove(letter.origin())) {
                findings.add(Flaw.DUPLICATED, "dead letter of %s, at %s".formatted(letter.origin(), letter.place()));
            } else if (!isOf(letter, planted)) {
                findings.add(
                        Flaw.PHANTOM,
                        "dead letter of %s is not its record, or not %s but %s"
                                .formatted(letter.origin(), planted.code(), letter.code()));
            }
        }
        expectation.letters().forEach((place, planted) -> {
            if (missing.contains(place)) {
                findings.add(Flaw.LOST, "dead letter of %s, %s".formatted(place, planted.code()));
            }
        });
        return findings;
    }

    private static boolean isOf(DeadLetter letter, Planted planted) {
        return letter.code().equals(planted.code())
                && letter.cut().isEmpty()
                && letter.recordTimestamp() == planted.record().timestamp()
                && Arrays.equals(letter.record().key(), planted.record().key())
                && Arrays.equals(letter.record().value(), planted.record().value())
                && letter.record()
                        .headers()
                        .equals(Arrays.asList(planted.record().headers().toArray()));
    }
}
