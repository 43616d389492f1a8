package io.kalmstream.deploy.packaging.promql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an expression, as it was written. */
sealed interface Expression {
    record Scalar(String text) implements Expression {}

    record Text(String value) implements Expression {}

    /** @param range how far back, null for the last value only */
    record Selector(
            String metric, List<Match> matches, @Nullable String range) implements Expression {}

    record Call(String function, List<Expression> arguments) implements Expression {}

    /** @param parameter of topk and its like */
    record Aggregation(
            String operator, Grouping grouping, @Nullable Expression parameter, Expression of) implements Expression {}

    record Binary(String operator, boolean bool, @Nullable Matching matching, Expression left, Expression right)
            implements Expression {}

    record Negative(Expression of) implements Expression {}

    record Match(String label, String operator, String value) {}

    /** @param by false: all labels but these */
    record Grouping(boolean by, List<String> labels) {}

    /**
     * @param on false: all labels but these
     * @param one the side that has one series for many of the other: {@code group_left} names the right, empty: one to one
     * @param taken labels that the many take over
     */
    record Matching(boolean on, List<String> labels, String one, List<String> taken) {}
}
