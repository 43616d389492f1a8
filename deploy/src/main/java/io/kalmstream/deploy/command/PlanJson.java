package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.encoder.checkpoint.Decision;
import io.kalmstream.encoder.checkpoint.ModelPlan;

/** A plan for scripts. */
final class PlanJson {
    private PlanJson() {}

    static ObjectNode of(ModelPlan plan) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("model", plan.card().name());
        object.put("revision", plan.card().revision());
        object.put("architecture", PlanText.family(plan.spec()));
        object.put("layers", plan.spec().layers());
        object.put("hidden", plan.spec().hidden());
        object.put("vocabulary", plan.spec().vocabulary());
        object.put("parameters", PlanText.parameters(plan));
        object.put("types", PlanText.types(plan));
        object.put("memory_bytes", PlanText.memory(plan));
        object.put("attention", ModelChoice.name(plan.attention()));
        object.put("pooling", ModelChoice.name(plan.pooling()));
        object.put("prompt_query", plan.prompts().query());
        object.put("prompt_document", plan.prompts().document());
        object.put("max_tokens", plan.card().maxTokens());
        object.put("dimensions", plan.card().dimensions());
        ArrayNode files = object.putArray("files");
        PlanText.files(plan).forEach(file -> files.add(file.toString()));
        ArrayNode decisions = object.putArray("decisions");
        for (Decision decision : plan.decisions()) {
            ObjectNode entry = decisions.addObject();
            entry.put("key", decision.key()).put("value", decision.value()).put("source", decision.source());
            decision.warning().ifPresent(warning -> entry.put("warning", warning));
        }
        return object;
    }
}
