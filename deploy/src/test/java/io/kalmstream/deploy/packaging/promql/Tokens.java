package io.kalmstream.deploy.packaging.promql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, read from left to right. */
final class Tokens {
    private static final Pattern NEXT = Pattern.compile("""
        (?<space>\\s+)\
        |(?<duration>(?:\\d+(?:ms|[smhdwy]))+(?![a-zA-Z0-9_]))\
        |(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?(?![a-zA-Z0-9_.]))\
        |(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)\
        |"(?<string>(?:[^"\\\\\\n]|\\\\["\\\\nt])*)"\
        |(?<symbol>==|!=|=~|!~|>=|<=|[-+*/%^=<>(){}\\[\\],:])\
        """);

    /** As the groups of the pattern are named. */
    private static final Set<Token.Kind> WRITTEN = EnumSet.complementOf(EnumSet.of(Token.Kind.END));

    private final List<Token> tokens = new ArrayList<>();
    private int position;

    Tokens(String text) {
        Matcher matcher = NEXT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw new PromqlException("not PromQL from character %d on: %s".formatted(at, text.substring(at)));
            }
            add(matcher, at);
            at = matcher.end();
        }
        tokens.add(new Token(Token.Kind.END, "", at));
    }

    private void add(Matcher matcher, int at) {
        for (Token.Kind kind : WRITTEN) {
            String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
            if (text != null) {
                tokens.add(new Token(kind, kind == Token.Kind.STRING ? text.translateEscapes() : text, at));
            }
        }
    }

    Token peek() {
        return tokens.get(position);
    }

    Token take() {
        Token token = tokens.get(position);
        if (token.kind() != Token.Kind.END) {
            position++;
        }
        return token;
    }

    Token take(Token.Kind kind, String what) {
        if (peek().kind() != kind) {
            throw unexpected(what);
        }
        return take();
    }

    boolean takes(String symbol) {
        boolean there = peek().is(symbol);
        if (there) {
            take();
        }
        return there;
    }

    boolean takesWord(String word) {
        boolean there = peek().isWord(word);
        if (there) {
            take();
        }
        return there;
    }

    void require(String symbol) {
        if (!takes(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    PromqlException unexpected(String wanted) {
        Token token = peek();
        return new PromqlException("expected %s at character %d and found %s"
                .formatted(wanted, token.at(), token.kind() == Token.Kind.END ? "the end" : "'" + token.text() + "'"));
    }
}
