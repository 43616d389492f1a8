package io.kalmstream.topology.profile;

import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Example;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of a user's taste.
 *
 * @param signals one an item, latest first; bounded, the oldest go first
 */
record Profile(List<Signal> signals) {
    static final Profile EMPTY = new Profile(List.of());

    private static final Comparator<Signal> LATEST_FIRST =
            Comparator.comparing(Signal::at).reversed().thenComparing(Signal::item);

    Profile {
        signals = List.copyOf(signals);
    }

    /** @param most items remembered */
    Profile with(Signal said, int most) {
        List<Signal> all = new ArrayList<>();
        Signal merged = said;
        for (Signal known : signals) {
            if (known.item().equals(said.item())) {
                merged = known.with(said);
            } else {
                all.add(known);
            }
        }
        all.add(merged);
        all.sort(LATEST_FIRST);
        return new Profile(all.subList(0, Math.min(all.size(), most)));
    }

    boolean hasSeen(String item) {
        return signals.stream().anyMatch(signal -> signal.item().equals(item));
    }

    /** Empty as long as there is nothing that the user liked. */
    Optional<RecommendQuery> query(String tenant, RecommendationRules rules) {
        List<Example> positives = examples(signal -> !signal.isNegative(), rules);
        if (positives.isEmpty()) {
            return Optional.empty();
        }
        Set<String> seen = signals.stream().map(Signal::item).collect(Collectors.toSet());
        return Optional.of(new RecommendQuery(
                tenant,
                positives,
                examples(Signal::isNegative, rules),
                rules.strategy(),
                seen,
                rules.limit(),
                true,
                rules.diversity()));
    }

    /** Weightiest first. Only ratios count, so the age is that before the latest interaction. */
    private List<Example> examples(Predicate<Signal> of, RecommendationRules rules) {
        Instant latest = signals.isEmpty() ? Instant.EPOCH : signals.getFirst().at();
        return signals.stream()
                .filter(of)
                .limit(rules.examples())
                .map(signal -> new Example(signal.item(), signal.strength(latest, rules.halfLife())))
                .sorted(Comparator.comparingDouble(Example::weight).reversed().thenComparing(Example::id))
                .toList();
    }
}
