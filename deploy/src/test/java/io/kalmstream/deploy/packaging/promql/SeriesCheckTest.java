package io.kalmstream.deploy.packaging.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesCheckTest {
    private static final SeriesCheck CHECK = new SeriesCheck(
            Map.of(
                    "a_total", Map.of("code", Set.of("good", "bad")),
                    "b_seconds_bucket", Map.of("le", Set.of("1.0", "+Inf"), "call", Set.of("x")),
                    "c", Map.of(),
                    "lag", Map.of("topic", Set.of("in"))),
            Set.of("instance"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        a_total ; code,instance
        sum(rate(a_total{code="bad"}[5m])) ;
        sum by (code) (rate(a_total{code=~"good|bad", instance="x"}[1h30m])) ; code
        sum(rate(a_total[5m])) without (code) ; instance
        histogram_quantile(0.99, sum by (le, call) (rate(b_seconds_bucket[5m]))) ; call
        c > 0 and on (instance) rate(a_total[5m]) > 1e3 ; instance
        sum by (topic, instance) (lag) * on (instance) group_left () c ; instance,topic
        -c * 2 ; instance
        (c == 0 or c != 1) unless c ; instance
        absent(c) ;
        topk(3, a_total) ; code,instance
        time() - c ; instance
        """)
    void labels_areThoseOfTheAnswer(String expression, String labels) {
        assertThat(String.join(",", CHECK.check(expression).labels())).isEqualTo(labels == null ? "" : labels);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sum(",
                "sum(a_total",
                "a_total)",
                "a_total{code}",
                "a_total{code=bad}",
                "a_total{code==\"bad\"}",
                "a_total{code=\"bad\" instance=\"x\"}",
                "a_total[5]",
                "a_total[5 m]",
                "rate(a_total[5m)",
                "rate(a_total)",
                "rate(sum(a_total)[5m])",
                "rate(lag[5m])",
                "rate(a_total[5m], 1)",
                "sum(a_total, c)",
                "topk(a_total)",
                "topk(c, a_total)",
                "c c",
                "c +",
                "c = 1",
                "1 > 2",
                "c > bool",
                "c + bool 1",
                "c and 1",
                "c + on (instance) 1",
                "a_total[5m] > 1",
                "rte(a_total[5m])",
                "sum by code (a_total)",
                "sum by (code a_total)",
                "c and on (instance) group_left () c",
                "c ; c",
                "c ^ 2",
                "c offset 5m",
                "'c'"
            })
    void whatIsNoExpression_isRefused(String expression) {
        assertThatExceptionOfType(PromqlException.class).isThrownBy(() -> CHECK.check(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        b_total                                             | no such metric: b_total
        a_total{kind="bad"}                                 | no label kind
        a_total{code="ugly"}                                | no code that is ugly
        a_total{code=~"u.*"}                                | no code that is u.*
        a_total{code=~"("}                                  | not a regular expression
        sum by (kind) (a_total)                             | [kind]
        sum without (kind) (a_total)                        | [kind]
        histogram_quantile(0.5, sum(rate(b_seconds_bucket[5m]))) | [le]
        a_total + c                                         | never match
        a_total > on (code) c                               | [code]
        a_total * on (instance) group_left (call) c         | [call]
        """)
    void whatIsNotScraped_isNamed(String expression, String what) {
        assertThatExceptionOfType(PromqlException.class)
                .isThrownBy(() -> CHECK.check(expression))
                .withMessageContaining(what);
    }

    @Test
    void precedence_isPromqls() {
        assertThat(Parser.parse("1 + 2 * 3 - 4")).isEqualTo(Parser.parse("(1 + (2 * 3)) - 4"));
        assertThat(Parser.parse("c > 1 and c or c")).isEqualTo(Parser.parse("((c > 1) and c) or c"));
        assertThat(Parser.parse("-c * c")).isEqualTo(Parser.parse("(-c) * c"));
    }
}
