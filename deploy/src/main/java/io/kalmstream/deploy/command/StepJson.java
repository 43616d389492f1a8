package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kalmstream.sinks.qdrant.CollectionPlan.Step;
import java.util.List;
import java.util.Locale;

/** Steps of a collection's plan, for scripts. */
final class StepJson {
    private StepJson() {}

    static ArrayNode array(List<Step> steps) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Step step : steps) {
            array.addObject()
                    .put("action", step.action().name().toLowerCase(Locale.ROOT))
                    .put("what", step.what())
                    .put("found", step.found())
                    .put("wanted", step.wanted())
                    .put("note", step.note());
        }
        return array;
    }
}
