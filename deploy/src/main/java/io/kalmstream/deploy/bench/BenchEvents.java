package io.kalmstream.deploy.bench;

import io.kalmstream.avro.TextEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Events without end, each a new document with a new text.
 *
 * <p>Threads: one.
 */
sealed interface BenchEvents {
    /** The next one. */
    TextEvent next(Instant now);

    /** The texts as they are, again and again: each time through them in a tenant of its own, so that none repeats another. */
    final class OfTexts implements BenchEvents {
        private final List<String> texts;
        private final String run;
        private long number;

        /** @param run what tells this run's tenants from those of others in the same store */
        OfTexts(List<String> texts, String run) {
            this.texts = List.copyOf(texts);
            this.run = run;
        }

        @Override
        public TextEvent next(Instant now) {
            int place = (int) (number % texts.size());
            String tenant = run + "-" + number / texts.size();
            number++;
            return BenchEvents.event("bench-" + place, texts.get(place), tenant, now);
        }
    }

    /** Records of one size: one of the texts, again and again until the record is full. */
    final class OfSize implements BenchEvents {
        private static final long SEED = 600;
        private static final String FORMAT = "%09d";
        /** A text's length is a byte until it is 64, and two afterwards. */
        private static final int LONGER_LENGTH = 1;
        /** Of a character in UTF-8. */
        private static final int MOST_BYTES = 4;

        private final List<int[]> texts;
        private final int room;
        private final Random random = new Random(SEED);
        private final StringBuilder text = new StringBuilder();
        private long number;

        /**
         * @param bytes of a record's value
         * @param size how long an event's value is
         */
        OfSize(List<String> texts, int bytes, ToIntFunction<TextEvent> size) {
            this.texts = texts.stream()
                    .map(text -> (String.join(" ", text.strip().split("\\s+")) + " ")
                            .codePoints()
                            .toArray())
                    .toList();
            this.room = bytes - size.applyAsInt(event(0, "", Instant.now())) - LONGER_LENGTH;
        }

        @Override
        public TextEvent next(Instant now) {
            String text = text(number);
            return event(number++, text, now);
        }

        private static TextEvent event(long number, String text, Instant now) {
            return BenchEvents.event("bench-" + FORMAT.formatted(number), text, "bench", now);
        }

        private String text(long number) {
            text.setLength(0);
            text.append(FORMAT.formatted(number)).append(' ');
            int left = room - text.length();
            int[] words = texts.get(random.nextInt(texts.size()));
            for (int i = 0; left >= MOST_BYTES; i = (i + 1) % words.length) {
                text.appendCodePoint(words[i]);
                left -= utf8Length(words[i]);
            }
            return text.append(".".repeat(left)).toString();
        }

        private static int utf8Length(int point) {
            return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        }
    }

    private static TextEvent event(String id, String text, String tenant, Instant now) {
        return TextEvent.newBuilder()
                .setId(id)
                .setText(text)
                .setTenant(tenant)
                .setAttributes(Map.of("category", "garden", "price", 12.5))
                .setOccurredAt(now)
                .build();
    }

    /** A record's key. */
    static byte[] key(TextEvent event) {
        return event.getId().getBytes(StandardCharsets.UTF_8);
    }
}
