package io.kalmstream.deploy.packaging;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Series of a scrape, by their names as a query names them: with {@code _total}, {@code _bucket}, {@code _sum} and {@code _count}.
 *
 * @param series name -> label -> values
 * @param families name in the scrape's TYPE line -> type and help
 */
record Scrape(Map<String, Map<String, Set<String>>> series, Map<String, Family> families) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\S+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    Scrape {
        series = Collections.unmodifiableMap(new TreeMap<>(series));
        families = Collections.unmodifiableMap(new TreeMap<>(families));
    }

    /** Of Prometheus' text format. */
    static Scrape of(String text) {
        Map<String, Map<String, Set<String>>> series = new LinkedHashMap<>();
        Map<String, Family> families = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            if (line.startsWith("# HELP ")) {
                String[] words = line.split(" ", 4);
                families.put(words[2], new Family("", words.length > 3 ? words[3] : ""));
            } else if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", 4);
                Family help = families.getOrDefault(words[2], new Family("", ""));
                families.put(words[2], new Family(words[3], help.help()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                add(line, series);
            }
        });
        return new Scrape(series, families);
    }

    private static void add(String line, Map<String, Map<String, Set<String>>> series) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("not a sample of Prometheus' text format: " + line);
        }
        Map<String, Set<String>> labels = series.computeIfAbsent(requireNonNull(sample.group(1)), _ -> new TreeMap<>());
        String pairs = sample.group(2);
        if (pairs != null) {
            Matcher label = LABEL.matcher(pairs);
            while (label.find()) {
                labels.computeIfAbsent(requireNonNull(label.group(1)), _ -> new TreeSet<>())
                        .add(requireNonNull(label.group(2)));
            }
        }
    }

    /** By label; null where there is no such series. */
    @Nullable
    Map<String, Set<String>> labels(String name) {
        return series.get(name);
    }

    /** @param type counter, gauge, histogram or summary */
    record Family(String type, String help) {}
}
