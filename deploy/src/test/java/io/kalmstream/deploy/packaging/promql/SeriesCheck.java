package io.kalmstream.deploy.packaging.promql;

import io.kalmstream.deploy.packaging.promql.Expression.Aggregation;
import io.kalmstream.deploy.packaging.promql.Expression.Binary;
import io.kalmstream.deploy.packaging.promql.Expression.Call;
import io.kalmstream.deploy.packaging.promql.Expression.Match;
import io.kalmstream.deploy.packaging.promql.Expression.Matching;
import io.kalmstream.deploy.packaging.promql.Expression.Negative;
import io.kalmstream.deploy.packaging.promql.Expression.Scalar;
import io.kalmstream.deploy.packaging.promql.Expression.Selector;
import io.kalmstream.deploy.packaging.promql.Expression.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Whether an expression can be answered from what is scraped. */
public final class SeriesCheck {
    private static final Set<String> SET = Set.of("and", "or", "unless");
    private static final Set<String> COMPARISON = Set.of("==", "!=", ">", "<", ">=", "<=");
    /** Of these a rate makes sense; of others it is a mistake that answers with numbers. */
    private static final Pattern COUNTED = Pattern.compile(".*_(total|bucket|count|sum)");

    private static final Set<String> OF_COUNTERS = Set.of("rate", "increase");

    private final Map<String, Map<String, Set<String>>> series;
    private final Set<String> ofTarget;

    /**
     * @param series name -> label -> values
     * @param ofTarget labels that Prometheus adds to every series of a target
     */
    public SeriesCheck(Map<String, Map<String, Set<String>>> series, Set<String> ofTarget) {
        this.series = series;
        this.ofTarget = ofTarget;
    }

    /** @throws PromqlException it is no expression, or asks for a metric, a label or a value that is not there */
    public Shape check(String expression) {
        return shape(Parser.parse(expression));
    }

    private Shape shape(Expression expression) {
        return switch (expression) {
            case Scalar _ -> Shape.of(ValueType.SCALAR);
            case Text _ -> Shape.of(ValueType.STRING);
            case Selector selector -> shape(selector);
            case Call call -> shape(call);
            case Aggregation aggregation -> shape(aggregation);
            case Binary binary -> shape(binary);
            case Negative negative -> shape(negative.of());
        };
    }

    private Shape shape(Selector selector) {
        Map<String, Set<String>> labels = series.get(selector.metric());
        if (labels == null) {
            throw new PromqlException("no such metric: " + selector.metric());
        }
        for (Match match : selector.matches()) {
            if (!ofTarget.contains(match.label())) {
                checkValue(selector.metric(), match, labels);
            }
        }
        return new Shape(selector.range() == null ? ValueType.VECTOR : ValueType.RANGE, labels.keySet()).with(ofTarget);
    }

    private static void checkValue(String metric, Match match, Map<String, Set<String>> labels) {
        Set<String> values = labels.get(match.label());
        if (values == null) {
            throw new PromqlException(
                    "%s has no label %s; it has %s".formatted(metric, match.label(), labels.keySet()));
        }
        boolean found = match.operator().endsWith("~")
                ? values.stream().anyMatch(pattern(match.value()).asMatchPredicate())
                : values.contains(match.value());
        if (!found) {
            throw new PromqlException(
                    "%s has no %s that is %s; it has %s".formatted(metric, match.label(), match.value(), values));
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new PromqlException("not a regular expression: " + e.getMessage());
        }
    }

    private Shape shape(Call call) {
        Functions function = Functions.named(call.function());
        List<ValueType> wanted = function.arguments();
        if (call.arguments().size() != wanted.size()) {
            throw new PromqlException("%s takes %d and got %d"
                    .formatted(call.function(), wanted.size(), call.arguments().size()));
        }
        Shape last = Shape.of(function.result());
        for (int i = 0; i < wanted.size(); i++) {
            Shape argument = shape(call.arguments().get(i));
            if (argument.type() != wanted.get(i)) {
                throw new PromqlException(
                        "%s takes a %s and got a %s".formatted(call.function(), wanted.get(i), argument.type()));
            }
            if (argument.type() == ValueType.VECTOR || argument.type() == ValueType.RANGE) {
                last = argument.as(function.result());
            }
        }
        requireCounter(call);
        return switch (function) {
            case HISTOGRAM_QUANTILE -> {
                requireLabels("histogram_quantile", List.of("le"), last.labels());
                yield last.without(List.of("le"));
            }
            case ABSENT -> Shape.of(ValueType.VECTOR);
            case RATE, INCREASE, CHANGES, DERIV, AVG_OVER_TIME, MAX_OVER_TIME, MIN_OVER_TIME, CLAMP_MIN, TIME -> last;
        };
    }

    private static void requireCounter(Call call) {
        if (OF_COUNTERS.contains(call.function())
                && call.arguments().getFirst() instanceof Selector selector
                && !COUNTED.matcher(selector.metric()).matches()) {
            throw new PromqlException(call.function() + " of what is no counter: " + selector.metric());
        }
    }

    private Shape shape(Aggregation aggregation) {
        if (aggregation.parameter() != null && shape(aggregation.parameter()).type() != ValueType.SCALAR) {
            throw new PromqlException("the first argument of " + aggregation.operator() + " is a number");
        }
        Shape of = shape(aggregation.of());
        requireVector(aggregation.operator(), of);
        List<String> labels = aggregation.grouping().labels();
        requireLabels(aggregation.operator(), labels, of.labels());
        if (Set.of("topk", "bottomk").contains(aggregation.operator())) {
            return of;
        }
        return aggregation.grouping().by() ? new Shape(ValueType.VECTOR, Set.copyOf(labels)) : of.without(labels);
    }

    private Shape shape(Binary binary) {
        Shape left = shape(binary.left());
        Shape right = shape(binary.right());
        for (Shape side : List.of(left, right)) {
            if (side.type() == ValueType.RANGE || side.type() == ValueType.STRING) {
                throw new PromqlException(binary.operator() + " does not take a " + side.type());
            }
        }
        if (binary.bool() && !COMPARISON.contains(binary.operator())) {
            throw new PromqlException("bool goes with comparisons, not with " + binary.operator());
        }
        if (left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR) {
            return matched(binary, left, right);
        }
        if (binary.matching() != null || SET.contains(binary.operator())) {
            throw new PromqlException(binary.operator() + " here takes series on both sides");
        }
        boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
        if (scalars && COMPARISON.contains(binary.operator()) && !binary.bool()) {
            throw new PromqlException("numbers are compared with bool");
        }
        return left.type() == ValueType.VECTOR ? left : right;
    }

    private static Shape matched(Binary binary, Shape left, Shape right) {
        Matching matching =
                binary.matching() == null ? new Matching(false, List.of(), "", List.of()) : binary.matching();
        Set<String> common = new TreeSet<>(left.labels());
        common.retainAll(right.labels());
        if (matching.on()) {
            requireLabels("on", matching.labels(), common);
        } else if (!left.without(matching.labels())
                .labels()
                .equals(right.without(matching.labels()).labels())) {
            throw new PromqlException("the sides of %s never match: one has %s, the other %s; say on which"
                    .formatted(binary.operator(), left.labels(), right.labels()));
        }
        if (SET.contains(binary.operator())) {
            return binary.operator().equals("or") ? new Shape(ValueType.VECTOR, common) : left;
        }
        if (matching.one().isEmpty()) {
            return matching.on()
                    ? new Shape(ValueType.VECTOR, Set.copyOf(matching.labels()))
                    : left.without(matching.labels());
        }
        Shape one = matching.one().equals("right") ? right : left;
        requireLabels("group", matching.taken(), one.labels());
        return (matching.one().equals("right") ? left : right).with(matching.taken());
    }

    private static void requireVector(String operator, Shape shape) {
        if (shape.type() != ValueType.VECTOR) {
            throw new PromqlException(operator + " takes a VECTOR and got a " + shape.type());
        }
    }

    private static void requireLabels(String who, Collection<String> wanted, Set<String> there) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            throw new PromqlException("%s wants labels %s; there are %s".formatted(who, missing, there));
        }
    }
}
