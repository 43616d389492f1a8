package io.kalmstream.deploy.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What is encoded: the texts of the sample events as they are (two to 128 tokens of MiniLM, half of them below 48), and as many made of
 * runs of their words, from 4 to 120 words with every doubling of the length as frequent as the others. The same on every machine and
 * in every run.
 */
public final class BenchTexts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FILES = List.of("events-1.jsonl", "events-2.jsonl");
    private static final long SEED = 20_260_301;
    private static final int LEAST_WORDS = 4;
    private static final int MOST_WORDS = 120;
    /** Samples have two texts that are too long on purpose. */
    private static final int MOST_CHARACTERS = 5_000;

    private BenchTexts() {}

    /** @param samples the folder of the sample events */
    public static List<String> read(Path samples) throws IOException {
        List<String> events = new ArrayList<>();
        for (String file : FILES) {
            try (Stream<String> lines = Files.lines(samples.resolve(file))) {
                lines.map(BenchTexts::text).filter(BenchTexts::usable).forEach(events::add);
            }
        }
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>(events);
        for (int i = 0; i < events.size(); i++) {
            texts.add(composed(events, random));
        }
        Collections.shuffle(texts, random);
        return texts;
    }

    /** Empty for a line that is not an event with a text. */
    private static String text(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            return event == null ? "" : event.path("text").asText("");
        } catch (JsonProcessingException _) {
            return "";
        }
    }

    private static boolean usable(String text) {
        return !text.isBlank() && text.length() <= MOST_CHARACTERS;
    }

    private static String composed(List<String> events, Random random) {
        double exponent = random.nextDouble() * Math.log((double) MOST_WORDS / LEAST_WORDS);
        int wanted = (int) Math.round(LEAST_WORDS * Math.exp(exponent));
        List<String> words = new ArrayList<>();
        while (words.size() < wanted) {
            List<String> event =
                    List.of(events.get(random.nextInt(events.size())).strip().split("\\s+"));
            int from = random.nextInt(event.size());
            words.addAll(event.subList(from, Math.min(event.size(), from + wanted - words.size())));
        }
        return String.join(" ", words);
    }
}
