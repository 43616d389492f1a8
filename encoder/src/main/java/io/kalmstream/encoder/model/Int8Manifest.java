package io.kalmstream.encoder.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What has to be known of an int8 model beside its graph.
 *
 * @param stamp of the weights it was made of
 * @param lowerCase whether texts are lowered before they are tokenized
 */
record Int8Manifest(
        String stamp,
        String name,
        String revision,
        int dimensions,
        int maxTokens,
        String queryPrompt,
        String documentPrompt,
        boolean lowerCase) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    static Int8Manifest of(ModelPlan plan, String stamp) {
        ModelCard card = plan.card();
        return new Int8Manifest(
                stamp,
                card.name(),
                card.revision(),
                card.dimensions(),
                card.maxTokens(),
                plan.prompts().query(),
                plan.prompts().document(),
                plan.lowerCase());
    }

    static Int8Manifest read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), Int8Manifest.class);
        } catch (JacksonException e) {
            throw new EncoderException(file + " is not one of ours or is damaged; delete it and import again", e);
        }
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JacksonException e) {
            throw new IllegalStateException("a record of text and numbers is always JSON", e);
        }
    }

    ModelCard card() {
        return new ModelCard(name, revision, dimensions, maxTokens);
    }

    Prompts prompts() {
        return new Prompts(queryPrompt, documentPrompt);
    }
}
