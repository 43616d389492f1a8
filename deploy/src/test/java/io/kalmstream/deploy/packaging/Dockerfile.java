package io.kalmstream.deploy.packaging;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instructions of a Dockerfile, and what is wrong with them. */
record Dockerfile(List<Instruction> instructions) {
    private static final Pattern WORD = Pattern.compile("[A-Z]+");
    private static final Pattern STAGE = Pattern.compile("(?i)(\\S+)(?: AS (\\S+))?");
    private static final Pattern PINNED = Pattern.compile("\\S+:\\S+@sha256:[0-9a-f]{64}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern NOT_ROOT = Pattern.compile("[1-9]\\d*:[1-9]\\d*");
    private static final Pattern SECRET = Pattern.compile("(?i)(password|secret|token|api_?key)\\w*\\s*=");
    private static final Set<String> EXEC_FORM = Set.of("RUN", "CMD", "ENTRYPOINT", "SHELL");

    static Dockerfile parse(String text) {
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean goesOn = line.endsWith("\\");
            open.append(goesOn ? line.substring(0, line.length() - 1) : line).append(' ');
            if (!goesOn) {
                instructions.add(Instruction.of(open.toString().strip()));
                open.setLength(0);
            }
        }
        return new Dockerfile(instructions);
    }

    /** Empty where all is well. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<String, String> arguments = new HashMap<>();
        Set<String> stages = new HashSet<>();
        String user = "";
        for (Instruction instruction : instructions) {
            String rest = instruction.rest();
            switch (instruction.word()) {
                case "ARG" -> arguments.put(rest.split("=", 2)[0], rest.contains("=") ? rest.split("=", 2)[1] : "");
                case "FROM" -> {
                    Matcher stage = STAGE.matcher(resolved(rest, arguments));
                    if (!stage.matches() || !isPinned(requireNonNull(stage.group(1)), stages)) {
                        problems.add("not pinned by tag and digest: FROM " + rest);
                    } else if (stage.group(2) != null) {
                        stages.add(stage.group(2));
                    }
                    user = "";
                }
                case "USER" -> user = rest;
                case "ADD" -> problems.add("ADD fetches and unpacks what nobody checked: " + rest);
                default -> checkOther(instruction, problems);
            }
        }
        if (!NOT_ROOT.matcher(user).matches()) {
            problems.add(
                    "the last stage runs as '%s', not as a numeric user and group that are not root".formatted(user));
        }
        for (String wanted : List.of("ENTRYPOINT", "CMD")) {
            if (instructions.stream()
                    .noneMatch(instruction -> instruction.word().equals(wanted))) {
                problems.add("no " + wanted);
            }
        }
        return problems;
    }

    private static boolean isPinned(String image, Set<String> stages) {
        return stages.contains(image) || (PINNED.matcher(image).matches() && !image.contains(":latest"));
    }

    private static void checkOther(Instruction instruction, List<String> problems) {
        String rest = instruction.rest();
        if (EXEC_FORM.contains(instruction.word()) && !rest.startsWith("[")) {
            problems.add("asks for a shell: " + instruction);
        }
        if (instruction.word().equals("HEALTHCHECK") && !rest.contains("CMD [")) {
            problems.add("asks for a shell: " + instruction);
        }
        if ((instruction.word().equals("ENV") || instruction.word().equals("LABEL"))
                && SECRET.matcher(rest).find()) {
            problems.add("looks like a secret: " + instruction);
        }
        if (rest.toLowerCase(Locale.ROOT).contains("curl") || rest.contains("wget")) {
            problems.add("downloads what nobody checked: " + instruction);
        }
    }

    private static String resolved(String text, Map<String, String> arguments) {
        return VARIABLE.matcher(text)
                .replaceAll(variable ->
                        Matcher.quoteReplacement(arguments.getOrDefault(requireNonNull(variable.group(1)), "")));
    }

    record Instruction(String word, String rest) {
        static Instruction of(String text) {
            String[] parts = text.split("\\s+", 2);
            if (!WORD.matcher(parts[0]).matches() || parts.length < 2) {
                throw new IllegalArgumentException("not an instruction: " + text);
            }
            return new Instruction(parts[0], parts[1]);
        }
    }
}
