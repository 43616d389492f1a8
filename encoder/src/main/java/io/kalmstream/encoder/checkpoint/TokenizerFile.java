package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * The ids of a {@code tokenizer.json}, read as a stream: that of Gemma has 33 MB, and four times as much as a tree.
 *
 * @param ids of the vocabulary and the added tokens
 * @param specials ids that are put around every text
 * @param end the one at its end, if there is one
 */
record TokenizerFile(Path path, BitSet ids, List<Integer> specials, OptionalInt end) {
    private static final JsonMapper MAPPER = new JsonMapper();

    TokenizerFile {
        requireNonNull(path, "path is null");
        requireNonNull(ids, "ids is null");
        specials = List.copyOf(specials);
        requireNonNull(end, "end is null");
    }

    static TokenizerFile read(Path path) {
        if (!Files.exists(path)) {
            throw new EncoderException(
                    path + " is missing: other forms of tokenizers are not read; save the tokenizer with"
                            + " transformers, as a fast one");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] beginning = in.readNBytes(256);
            NotACheckpointFile.refuse(path, beginning);
        } catch (IOException e) {
            throw new EncoderException(path + " cannot be read", e);
        }
        try (InputStream in = Files.newInputStream(path);
                JsonParser json = MAPPER.createParser(in)) {
            return new Reading(path).read(json);
        } catch (IOException e) {
            throw new EncoderException(path + " cannot be read as JSON: is it complete?", e);
        }
    }

    int highest() {
        return ids.length() - 1;
    }

    private static final class Reading {
        private final Path path;
        private final BitSet ids = new BitSet();
        private final List<Integer> specials = new ArrayList<>();
        private OptionalInt end = OptionalInt.empty();

        Reading(Path path) {
            this.path = path;
        }

        TokenizerFile read(JsonParser json) throws IOException {
            expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "model" -> model(json);
                    case "added_tokens" -> MAPPER.<JsonNode>readTree(json).forEach(token -> add(token.path("id")));
                    case "post_processor" -> end = postProcessor(MAPPER.readTree(json));
                    case "truncation" -> truncation(MAPPER.readTree(json));
                    default -> json.skipChildren();
                }
            }
            expect(!ids.isEmpty(), "a vocabulary");
            return new TokenizerFile(path, ids, specials, end);
        }

        private void model(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                if (key.equals("vocab") && value == JsonToken.START_OBJECT) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "a vocabulary of numbers");
                        add(json.getLongValue());
                    }
                } else if (key.equals("vocab") && value == JsonToken.START_ARRAY) {
                    for (int id = 0; json.nextToken() != JsonToken.END_ARRAY; id++) {
                        json.skipChildren();
                        ids.set(id);
                    }
                } else {
                    json.skipChildren();
                }
            }
        }

        private void add(JsonNode id) {
            expect(id.isIntegralNumber(), "ids that are whole numbers");
            add(id.longValue());
        }

        private void add(long id) {
            expect(id >= 0 && id <= 1 << 26, "ids from 0 to " + (1 << 26));
            ids.set((int) id);
        }

        private void truncation(JsonNode truncation) {
            expect(
                    !truncation.path("direction").asText().equalsIgnoreCase("left"),
                    "truncation at the right: nothing else is implemented");
        }

        /** @return the id at the end of a single text */
        private OptionalInt postProcessor(JsonNode processor) {
            return switch (processor.path("type").asText()) {
                case "Sequence" -> {
                    OptionalInt last = OptionalInt.empty();
                    for (JsonNode part : processor.path("processors")) {
                        OptionalInt own = postProcessor(part);
                        last = own.isPresent() ? own : last;
                    }
                    yield last;
                }
                case "TemplateProcessing" -> template(processor);
                case "BertProcessing", "RobertaProcessing" -> {
                    special(processor.path("cls").path(1));
                    yield special(processor.path("sep").path(1));
                }
                default -> OptionalInt.empty();
            };
        }

        private OptionalInt template(JsonNode processor) {
            OptionalInt last = OptionalInt.empty();
            for (JsonNode piece : processor.path("single")) {
                last = OptionalInt.empty();
                if (piece.has("SpecialToken")) {
                    String name = piece.path("SpecialToken").path("id").asText();
                    JsonNode numbers =
                            processor.path("special_tokens").path(name).path("ids");
                    expect(!numbers.isEmpty(), "an id of the special token that its post_processor adds");
                    for (JsonNode number : numbers) {
                        last = special(number);
                    }
                }
            }
            return last;
        }

        private OptionalInt special(JsonNode id) {
            expect(id.isInt(), "an id of each special token that its post_processor adds");
            specials.add(id.intValue());
            return OptionalInt.of(id.intValue());
        }

        private void expect(boolean holds, String what) {
            if (!holds) {
                throw new EncoderException(path + " is not a usable tokenizer.json: expected " + what);
            }
        }
    }
}
