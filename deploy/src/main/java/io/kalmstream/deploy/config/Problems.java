package io.kalmstream.deploy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;

/** What is wrong with a configuration, gathered so that all of it is told at once. Each problem names its keys. */
public final class Problems {
    private final List<String> sentences = new ArrayList<>();

    /**
     * What a reading answers, which answers nothing only where it has found problems.
     *
     * @throws ConfigException names all of them
     */
    static <T> T refuseAny(Function<Problems, Optional<T>> reading) {
        Problems problems = new Problems();
        Optional<T> read = reading.apply(problems);
        problems.refuse();
        return read.orElseThrow(
                () -> new IllegalStateException("Nothing was read, and nothing is wrong. This is a bug."));
    }

    void add(String sentence) {
        sentences.add(sentence);
    }

    void add(ConfigException problem) {
        sentences.add(String.valueOf(problem.getMessage()));
    }

    /** Of a constructor that says what makes no sense, by key. */
    <T> Optional<T> sensible(Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException e) {
            sentences.add(String.valueOf(e.getMessage()));
        } catch (ConfigException e) {
            add(e);
        }
        return Optional.empty();
    }

    void addAll(Problems others) {
        sentences.addAll(others.sentences);
    }

    /** Values that were fetched from elsewhere become the references to them, where their key is at fault. */
    void conceal(Map<String, String> written, Map<String, String> values) {
        values.forEach((key, value) -> {
            String reference = written.getOrDefault(key, value);
            if (!reference.equals(value) && !value.isBlank()) {
                sentences.replaceAll(
                        sentence -> sentence.contains(key) ? sentence.replace(value.strip(), reference) : sentence);
            }
        });
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    public List<String> all() {
        return List.copyOf(sentences);
    }

    /** @throws ConfigException there are any */
    void refuse() {
        if (!sentences.isEmpty()) {
            throw new ConfigException("The configuration has %s: %s"
                    .formatted(
                            sentences.size() == 1 ? "a problem" : sentences.size() + " problems",
                            String.join("; ", sentences)));
        }
    }
}
