package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.Attention;
import java.util.Optional;

/**
 * A known model, and how it was recognised.
 *
 * @param evidence e.g. {@code the folder's name}
 * @param sure whether the name is the checkpoint's own: {@code _name_or_path} may be that of the model it was trained from
 */
record Known(KnownModel model, String evidence, boolean sure) {
    Known {
        requireNonNull(model, "model is null");
        requireNonNull(evidence, "evidence is null");
    }

    /** @param stock how the architecture attends where nobody says otherwise */
    static Optional<Known> of(Identity identity, ModelSpec spec, JsonFile config, boolean remoteCode, Attention stock) {
        Optional<KnownModel> own = KnownModel.of(identity.name(), spec);
        if (own.isPresent()) {
            String evidence =
                    identity.commit().isPresent() ? "the name in the Hugging Face cache" : "the folder's name";
            return Optional.of(new Known(own.get(), evidence, true));
        }
        String origin = config.text("_name_or_path").orElse("");
        String repository = origin.substring(origin.lastIndexOf('/') + 1);
        return KnownModel.of(repository, spec)
                // V1 and V1.5 have no code of their own: what has some was made from them, and may attend otherwise.
                .filter(model -> !remoteCode || model.attention() != stock)
                .map(model -> new Known(model, "config.json _name_or_path", false));
    }

    String source() {
        return "known model " + model + " by " + evidence;
    }
}
