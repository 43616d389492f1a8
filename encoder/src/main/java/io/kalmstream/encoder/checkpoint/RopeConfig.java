package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.util.Optional;
import java.util.Set;

/**
 * Rotary positions in the styles of transformers 4 ({@code rope_theta} beside {@code rope_scaling}) and 5 ({@code rope_parameters},
 * for all layers or for each type of layer).
 */
final class RopeConfig {
    static final String FULL = "full_attention";
    static final String SLIDING = "sliding_attention";

    private static final Set<String> KEYS =
            Set.of("rope_type", "type", "rope_theta", "factor", "partial_rotary_factor");

    private RopeConfig() {}

    /** Of a model whose layers are all alike. The older key wins, as in transformers. */
    static ModelSpec.Rope uniform(JsonFile config, double defaultTheta) {
        double theta = config.number("rope_theta").orElse(defaultTheta);
        Optional<JsonFile> parameters =
                config.object("rope_scaling").filter(scaling -> !scaling.keys().isEmpty());
        if (parameters.isEmpty()) {
            parameters = config.object("rope_parameters");
        }
        return parameters
                .map(found -> found.object(FULL).orElse(found))
                .map(found -> rope(found, theta))
                .orElse(new ModelSpec.Rope(theta, 1));
    }

    /** Of the full layers of a model that has sliding ones too. */
    static ModelSpec.Rope full(JsonFile config, double defaultTheta) {
        double theta = config.number("rope_theta").orElse(defaultTheta);
        Optional<JsonFile> parameters = config.object("rope_scaling");
        if (parameters.isEmpty()) {
            parameters = byLayerType(config, FULL);
        }
        return parameters.map(found -> rope(found, theta)).orElse(new ModelSpec.Rope(theta, 1));
    }

    static ModelSpec.Rope sliding(JsonFile config, double defaultTheta) {
        double theta = config.number("rope_local_base_freq").orElse(defaultTheta);
        return byLayerType(config, SLIDING).map(found -> rope(found, theta)).orElse(new ModelSpec.Rope(theta, 1));
    }

    private static Optional<JsonFile> byLayerType(JsonFile config, String layerType) {
        Optional<JsonFile> parameters = config.object("rope_parameters");
        parameters.ifPresent(found -> {
            if (!found.has(FULL) && !found.has(SLIDING)) {
                throw config.wrong("rope_parameters", "an object with " + FULL + " and " + SLIDING);
            }
        });
        return parameters.flatMap(found -> found.object(layerType));
    }

    private static ModelSpec.Rope rope(JsonFile parameters, double defaultTheta) {
        for (String key : parameters.keys()) {
            if (!KEYS.contains(key)) {
                ConfigChecks.refuse(parameters, key);
            }
        }
        if (parameters.number("partial_rotary_factor").orElse(1) != 1) {
            throw parameters.wrong("partial_rotary_factor", "1: nothing else is implemented");
        }
        double theta = parameters.number("rope_theta").orElse(defaultTheta);
        String typeKey = parameters.has("rope_type") ? "rope_type" : "type";
        return switch (parameters.text(typeKey).orElse("default")) {
            case "default" -> new ModelSpec.Rope(theta, 1);
            case "linear" -> new ModelSpec.Rope(theta, factor(parameters));
            default -> throw parameters.wrong(typeKey, "\"default\" or \"linear\": nothing else is implemented");
        };
    }

    private static double factor(JsonFile parameters) {
        return parameters
                .number("factor")
                .orElseThrow(
                        () -> new EncoderException(parameters.path() + ": " + parameters.at("factor") + " is missing"));
    }
}
