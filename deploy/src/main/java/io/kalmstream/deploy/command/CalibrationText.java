package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.sinks.duplicates.Calibration;
import io.kalmstream.sinks.duplicates.Calibration.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a calibration came to, for people and for scripts. */
final class CalibrationText {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Hundredths of a threshold. */
    private static final int FIRST = 60;

    private static final int LAST = 98;
    private static final int STEP = 2;
    private static final int DIGITS = 1_000;

    private final String model;
    private final List<Calibration.Pair> pairs;
    private final Calibration calibration;
    private final double precision;
    private final Optional<Outcome> suggested;

    CalibrationText(String model, List<Calibration.Pair> pairs, Calibration calibration, double precision) {
        this.model = model;
        this.pairs = pairs;
        this.calibration = calibration;
        this.precision = precision;
        this.suggested = calibration.suggest(precision).map(exact -> rounded(exact.threshold()));
    }

    boolean suggests() {
        return suggested.isPresent();
    }

    /** To three digits, as people write it, if that changes nothing. */
    private Outcome rounded(double threshold) {
        Outcome exact = calibration.at(threshold);
        Outcome round = calibration.at((double) Math.round(threshold * DIGITS) / DIGITS);
        return round.threshold() > 0 && round.found() == exact.found() && round.wrong() == exact.wrong()
                ? round
                : exact;
    }

    List<String> lines(int width) {
        Table table = new Table(List.of(
                Column.number("threshold"),
                Column.number("found"),
                Column.number("wrong"),
                Column.number("missed"),
                Column.number("precision"),
                Column.number("recall"),
                Column.number("F1"),
                Column.text("")));
        for (Outcome outcome : curve()) {
            boolean chosen = suggested.filter(outcome::equals).isPresent();
            table.add(
                    number(outcome.threshold()),
                    Long.toString(outcome.found()),
                    Long.toString(outcome.wrong()),
                    Long.toString(outcome.missed()),
                    number(outcome.precision()),
                    number(outcome.recall()),
                    number(outcome.f1()),
                    chosen ? "<- suggested" : "");
        }
        List<String> lines = new ArrayList<>(table.lines(width));
        lines.add("");
        lines.add("%d pairs, %d of them duplicates, by %s.".formatted(pairs.size(), duplicates(), model));
        lines.add(suggested
                .map(outcome -> "duplicates.threshold=" + number(outcome.threshold()))
                .orElseGet(() -> "No threshold reaches a precision of %s; the best F1 is %s, at %s."
                        .formatted(
                                number(precision),
                                number(calibration.best().f1()),
                                number(calibration.best().threshold()))));
        return lines;
    }

    /** One object on one line. */
    String json() {
        ObjectNode object = JSON.createObjectNode();
        object.put("model", model);
        object.put("pairs", pairs.size());
        object.put("duplicates", duplicates());
        ArrayNode curve = object.putArray("curve");
        curve().forEach(outcome -> curve.add(json(outcome)));
        object.set("suggested", suggested.map(CalibrationText::json).orElse(null));
        return object.toString();
    }

    private long duplicates() {
        return pairs.stream().filter(Calibration.Pair::duplicate).count();
    }

    /** By threshold, the suggested one among the round ones. */
    private List<Outcome> curve() {
        List<Outcome> curve = new ArrayList<>();
        for (int hundredths = FIRST; hundredths <= LAST; hundredths += STEP) {
            curve.add(calibration.at(hundredths / 100.0));
        }
        suggested.filter(outcome -> !curve.contains(outcome)).ifPresent(curve::add);
        curve.sort((a, b) -> Double.compare(a.threshold(), b.threshold()));
        return curve;
    }

    private static ObjectNode json(Outcome outcome) {
        return JSON.createObjectNode()
                .put("threshold", outcome.threshold())
                .put("found", outcome.found())
                .put("wrong", outcome.wrong())
                .put("missed", outcome.missed())
                .put("precision", outcome.precision())
                .put("recall", outcome.recall())
                .put("f1", outcome.f1());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
