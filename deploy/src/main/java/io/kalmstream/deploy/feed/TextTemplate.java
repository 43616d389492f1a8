package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Text with holes for fields: {@code {title}\n{author.name}}. */
record TextTemplate(List<Part> parts) {
    TextTemplate {
        parts = List.copyOf(parts);
    }

    sealed interface Part {
        record Literal(String text) implements Part {
            public Literal {
                requireNonNull(text, "text is null");
            }
        }

        record Field(FieldPath path) implements Part {
            public Field {
                requireNonNull(path, "path is null");
            }
        }
    }

    /**
     * @param template {@code {field}} or {@code {outer.inner}}; as a shell passes backslashes on, {@code \n}, {@code \t},
     *     <code>\{</code> and {@code \\} mean what they mean in Java
     * @throws IllegalArgumentException a brace without its partner, no field, an unknown escape
     */
    static TextTemplate parse(String template) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\') {
                i++;
                literal.append(escaped(template, i));
            } else if (c == '{') {
                int end = template.indexOf('}', i);
                if (end < 0) {
                    throw broken(template, "the brace at position %d is never closed".formatted(i + 1));
                }
                parts.add(new Part.Literal(literal.toString()));
                literal.setLength(0);
                parts.add(new Part.Field(field(template, i, end)));
                i = end;
            } else {
                literal.append(c);
            }
        }
        parts.add(new Part.Literal(literal.toString()));
        if (parts.size() == 1) {
            throw broken(template, "it names no field");
        }
        return new TextTemplate(parts);
    }

    /** A field that is missing, null, an object or an array leaves nothing; white space at both ends is cut off. */
    String render(JsonNode object) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text);
                case Part.Field field -> text.append(valueOf(field.path.in(object)));
            }
        }
        return text.toString().strip();
    }

    Set<String> fields() {
        return parts.stream()
                .filter(Part.Field.class::isInstance)
                .map(part -> ((Part.Field) part).path.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String valueOf(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    private static FieldPath field(String template, int start, int end) {
        String name = template.substring(start + 1, end).strip();
        if (name.isEmpty()) {
            throw broken(template, "the braces at position %d name no field".formatted(start + 1));
        }
        return new FieldPath(name);
    }

    private static char escaped(String template, int position) {
        if (position == template.length()) {
            throw broken(template, "it ends with a backslash");
        }
        char c = template.charAt(position);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '\\', '{', '}' -> c;
            default -> throw broken(template, "\\%s is none of \\n \\t \\{ \\} \\\\".formatted(c));
        };
    }

    private static IllegalArgumentException broken(String template, String why) {
        return new IllegalArgumentException(
                "The text template `%s` is wrong: %s; it should look like `{title}\\n{body}`".formatted(template, why));
    }
}
