package io.kalmstream.encoder.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * KaLM-embedding-multilingual-mini-instruct-v2.5 in fp32. The vector is from nntrainer's pull request 3712, which quotes
 * sentence-transformers; the cosines are taken back from the probabilities in JevEmbed's examples, as are the numbers of tokens.
 */
final class GoldenV25 implements Golden {
    /** SHA-256 of its {@code model.safetensors}. */
    static final String WEIGHTS = "375fa304cee0e020c98a96ddff5a28a371891c5ea3f707dc7592e113342fce20";

    private static final int END = 151643;

    private static final String EXAMPLE = "This is an example sentence";
    private static final List<Double> EXAMPLE_HEAD = List.of(
            -0.01055833,
            -0.02115268,
            0.00994598,
            -0.00856667,
            -0.0047357,
            0.01062506,
            0.00235983,
            -0.07997689,
            -0.03332109,
            0.01760131);

    private static final String TEAM =
            "Instruct: Which team should handle this?\nQuery: My running shoes arrived in the wrong size."
                    + " Can I swap them for a size 10?";
    private static final String RETURNS = "returns: Exchanges, wrong or damaged items";
    private static final String SHIPPING = "shipping: Delivery status, delays, lost packages";
    private static final String BILLING = "billing: Charges, invoices, payment problems";

    private static final String SEVERITY =
            "Instruct: How severe is the reported issue?\nQuery: The export button crashes the settings"
                    + " page in Safari. It works in Chrome, but a few of our customers only use Safari.";
    private static final String COSMETIC = "Cosmetic; no impact to functionality";
    private static final String DEGRADED = "Broken or degraded feature, but workaround exists";
    private static final String BLOCKING = "Blocking issue; no workaround exists";

    private static final String SIMILAR = "Instruct: Retrieve semantically similar text.\nQuery: ";
    private static final String HUMAN = SIMILAR + "Is the customer asking for a human agent?";
    private static final String ASKED =
            SIMILAR + "I have asked three times now. Can I please just talk to a real person?";
    private static final String BEFORE = SIMILAR
            + "Has the customer contacted support about this before?\n"
            + "I have asked three times now. Can I please just talk to a real person?";
    private static final String PRIOR =
            SIMILAR + "true: Mentions a prior attempt, ticket, or that they have asked before";
    private static final String NO_PRIOR = SIMILAR + "false: No sign of any previous contact";

    @Override
    public String title() {
        return "KaLM V2.5";
    }

    @Override
    public int dimensions() {
        return 896;
    }

    @Override
    public List<CheckResult> run(Probe probe, Tolerance tolerance) {
        List<CheckResult> results = new ArrayList<>();
        results.add(ids(probe, "a sentence", EXAMPLE, 1986, 374, 458, 3110, 11652));
        results.add(ids(
                probe,
                "an instruction",
                TEAM,
                641,
                1235,
                25,
                15920,
                2083,
                1265,
                3705,
                419,
                5267,
                2859,
                25,
                3017,
                4303,
                15294,
                11465,
                304,
                279,
                4969,
                1379,
                13,
                2980,
                358,
                14291,
                1105,
                369,
                264,
                1379,
                220,
                16,
                15,
                30));
        results.add(ids(probe, "a document", RETURNS, 4216, 25, 1374, 19365, 11, 4969, 476, 20123, 3589));
        results.add(count(probe, 61, TEAM, RETURNS, SHIPPING, BILLING));
        results.add(count(probe, 62, SEVERITY, COSMETIC, DEGRADED, BLOCKING));
        results.add(count(probe, 136, HUMAN, ASKED, BEFORE, PRIOR, NO_PRIOR));
        results.add(GoldenValues.check(title(), EXAMPLE_HEAD, probe.vector(EXAMPLE), 0, tolerance.value()));
        double limit = tolerance.cosine();
        results.add(gap("returns before shipping", 0.179558, probe, TEAM, RETURNS, SHIPPING, limit));
        results.add(gap("returns before billing", 0.236677, probe, TEAM, RETURNS, BILLING, limit));
        results.add(gap("degraded before cosmetic", 0.104291, probe, SEVERITY, DEGRADED, COSMETIC, limit));
        results.add(gap("degraded before blocking", 0.006240, probe, SEVERITY, DEGRADED, BLOCKING, limit));
        results.add(cosine("two like questions", 0.859531, probe.cosine(HUMAN, ASKED), limit));
        results.add(cosine("a question and yes", 0.756465, probe.cosine(BEFORE, PRIOR), limit));
        results.add(cosine("a question and no", 0.748231, probe.cosine(BEFORE, NO_PRIOR), limit));
        return results;
    }

    private static CheckResult ids(Probe probe, String what, String text, int... tokens) {
        int[] expected = Arrays.copyOf(tokens, tokens.length + 1);
        expected[tokens.length] = END;
        int[] actual = probe.ids(text);
        return CheckResult.of(
                "tokens of " + what,
                Arrays.toString(expected),
                Arrays.equals(expected, actual) ? "the same" : Arrays.toString(actual),
                Arrays.equals(expected, actual));
    }

    private static CheckResult count(Probe probe, int expected, String... texts) {
        int actual = IntStream.range(0, texts.length)
                .map(i -> probe.ids(texts[i]).length)
                .sum();
        return CheckResult.of(
                "tokens of " + texts.length + " texts",
                Integer.toString(expected),
                Integer.toString(actual),
                actual == expected);
    }

    private static CheckResult gap(
            String what, double expected, Probe probe, String query, String nearer, String farther, double limit) {
        return cosine("cosines, " + what, expected, probe.cosine(query, nearer) - probe.cosine(query, farther), limit);
    }

    private static CheckResult cosine(String what, double expected, double actual, double limit) {
        return CheckResult.of(
                what.startsWith("cosines") ? what : "cosine of " + what,
                String.format(Locale.ROOT, "%.6f within %s", expected, limit),
                String.format(Locale.ROOT, "%.6f", actual),
                Math.abs(actual - expected) <= limit);
    }
}
