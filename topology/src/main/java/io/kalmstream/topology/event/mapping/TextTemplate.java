package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text with holes for fields: {@code {title}\n{author.name}}. */
public record TextTemplate(List<Part> parts) {
    /** What other template languages mean something by, and we do not. */
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[{|:?!#%*/\\\\=<>&,;()\\[\\]\"'`]|\\.\\.|^\\.|\\.$");

    public TextTemplate {
        parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    public sealed interface Part {
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
     * @throws IllegalArgumentException a brace without its partner, no field, an unknown escape, an unknown kind of placeholder
     */
    public static TextTemplate parse(String template) {
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

    /**
     * A field that is missing, null or an object leaves nothing; white space at both ends is cut off.
     *
     * @return empty when no field has anything to say, whatever stands between the fields
     */
    public String render(Value.Group record) {
        StringBuilder text = new StringBuilder();
        boolean anything = false;
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text);
                case Part.Field field -> {
                    String value = field.path.in(record).inText();
                    anything |= !value.isBlank();
                    text.append(value);
                }
            }
        }
        return anything ? text.toString().strip() : "";
    }

    /** The names of its fields. */
    public Set<String> fields() {
        return parts.stream()
                .filter(Part.Field.class::isInstance)
                .map(part -> ((Part.Field) part).path.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static FieldPath field(String template, int start, int end) {
        String name = template.substring(start + 1, end).strip();
        if (name.isEmpty()) {
            throw broken(template, "the braces at position %d name no field".formatted(start + 1));
        }
        if (NOT_IN_A_NAME.matcher(name).find()) {
            throw broken(
                    template,
                    "the placeholder {%s} at position %d is more than a field's name".formatted(name, start + 1));
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
