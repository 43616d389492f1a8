package io.kalmstream.deploy.packaging.promql;

import io.kalmstream.deploy.packaging.promql.Expression.Aggregation;
import io.kalmstream.deploy.packaging.promql.Expression.Binary;
import io.kalmstream.deploy.packaging.promql.Expression.Call;
import io.kalmstream.deploy.packaging.promql.Expression.Grouping;
import io.kalmstream.deploy.packaging.promql.Expression.Match;
import io.kalmstream.deploy.packaging.promql.Expression.Matching;
import io.kalmstream.deploy.packaging.promql.Expression.Negative;
import io.kalmstream.deploy.packaging.promql.Expression.Scalar;
import io.kalmstream.deploy.packaging.promql.Expression.Selector;
import io.kalmstream.deploy.packaging.promql.Expression.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recursive descent over one expression. */
final class Parser {
    /** Loosest first. */
    private static final List<Set<String>> BINARY = List.of(
            Set.of("or"),
            Set.of("and", "unless"),
            Set.of("==", "!=", ">", "<", ">=", "<="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));

    private static final Set<String> SET = Set.of("and", "or", "unless");
    private static final Set<String> AGGREGATIONS =
            Set.of("sum", "min", "max", "avg", "count", "group", "stddev", "topk", "bottomk", "quantile");
    private static final Set<String> WITH_PARAMETER = Set.of("topk", "bottomk", "quantile");

    private final Tokens tokens;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @throws PromqlException the text is no expression, or uses what we do not */
    static Expression parse(String text) {
        Tokens tokens = new Tokens(text);
        Expression expression = new Parser(tokens).binary(0);
        tokens.take(Token.Kind.END, "the end");
        return expression;
    }

    private Expression binary(int level) {
        if (level == BINARY.size()) {
            return signed();
        }
        Expression left = binary(level + 1);
        while (BINARY.get(level).contains(operator())) {
            String operator = tokens.take().text().toLowerCase(Locale.ROOT);
            boolean bool = tokens.takesWord("bool");
            Matching matching = matching(operator);
            left = new Binary(operator, bool, matching, left, binary(level + 1));
        }
        return left;
    }

    private String operator() {
        Token token = tokens.peek();
        return token.kind() == Token.Kind.STRING ? "" : token.text().toLowerCase(Locale.ROOT);
    }

    private @Nullable Matching matching(String operator) {
        boolean on = tokens.peek().isWord("on");
        if (!on && !tokens.peek().isWord("ignoring")) {
            return null;
        }
        tokens.take();
        List<String> labels = labels();
        for (String side : List.of("left", "right")) {
            if (tokens.takesWord("group_" + side)) {
                if (SET.contains(operator)) {
                    throw new PromqlException("group_" + side + " does not go with " + operator);
                }
                List<String> taken = tokens.peek().is("(") ? labels() : List.of();
                return new Matching(on, labels, side.equals("left") ? "right" : "left", taken);
            }
        }
        return new Matching(on, labels, "", List.of());
    }

    private Expression signed() {
        if (tokens.takes("-")) {
            return new Negative(signed());
        }
        return primary();
    }

    private Expression primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case NUMBER -> new Scalar(token.text());
            case STRING -> new Text(token.text());
            case WORD -> named(token);
            case SYMBOL -> {
                if (!token.is("(")) {
                    throw new PromqlException(
                            "'%s' at character %d does not begin an expression".formatted(token.text(), token.at()));
                }
                Expression inner = binary(0);
                tokens.require(")");
                yield inner;
            }
            case DURATION, END -> throw new PromqlException("an expression is missing at character " + token.at());
        };
    }

    private Expression named(Token name) {
        String lower = name.text().toLowerCase(Locale.ROOT);
        boolean grouped = tokens.peek().isWord("by") || tokens.peek().isWord("without");
        if (AGGREGATIONS.contains(lower) && (grouped || tokens.peek().is("("))) {
            return aggregation(lower);
        }
        if (tokens.takes("(")) {
            return new Call(name.text(), arguments());
        }
        return selector(name.text());
    }

    private Expression aggregation(String operator) {
        Grouping grouping = grouping();
        tokens.require("(");
        List<Expression> arguments = arguments();
        if (grouping == null) {
            grouping = grouping();
        }
        boolean parameter = WITH_PARAMETER.contains(operator);
        if (arguments.size() != (parameter ? 2 : 1)) {
            throw new PromqlException(operator + " takes " + (parameter ? 2 : 1) + " and got " + arguments.size());
        }
        return new Aggregation(
                operator,
                grouping == null ? new Grouping(true, List.of()) : grouping,
                parameter ? arguments.getFirst() : null,
                arguments.getLast());
    }

    private @Nullable Grouping grouping() {
        if (tokens.takesWord("by")) {
            return new Grouping(true, labels());
        }
        return tokens.takesWord("without") ? new Grouping(false, labels()) : null;
    }

    private List<String> labels() {
        tokens.require("(");
        List<String> labels = new ArrayList<>();
        while (!tokens.takes(")")) {
            if (!labels.isEmpty()) {
                tokens.require(",");
            }
            labels.add(tokens.take(Token.Kind.WORD, "a label").text());
        }
        return labels;
    }

    /** After the opening bracket, with the closing one. */
    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        while (!tokens.takes(")")) {
            if (!arguments.isEmpty()) {
                tokens.require(",");
            }
            arguments.add(binary(0));
        }
        return arguments;
    }

    private Selector selector(String metric) {
        List<Match> matches = new ArrayList<>();
        if (tokens.takes("{")) {
            while (!tokens.takes("}")) {
                if (!matches.isEmpty()) {
                    tokens.require(",");
                }
                matches.add(match());
            }
        }
        String range = null;
        if (tokens.takes("[")) {
            range = tokens.take(Token.Kind.DURATION, "a duration").text();
            tokens.require("]");
        }
        return new Selector(metric, List.copyOf(matches), range);
    }

    private Match match() {
        String label = tokens.take(Token.Kind.WORD, "a label").text();
        Token operator = tokens.take(Token.Kind.SYMBOL, "one of = != =~ !~");
        if (!Set.of("=", "!=", "=~", "!~").contains(operator.text())) {
            throw new PromqlException("'" + operator.text() + "' does not compare labels");
        }
        return new Match(
                label,
                operator.text(),
                tokens.take(Token.Kind.STRING, "a string").text());
    }
}
