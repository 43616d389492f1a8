package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.qdrant.CollectionPlan.Action;
import io.kalmstream.sinks.qdrant.CollectionPlan.Step;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a collection as configured with what there is. */
final class Planner {
    static final String COLLECTION = "collection";
    private static final String ANEW =
            "only another collection can have it: give it another name, start a worker with another"
                    + " application.id on it, and move the alias";

    private final CollectionSpec spec;
    private final CollectionSettings settings;

    Planner(CollectionSpec spec, CollectionSettings settings) {
        this.spec = spec;
        this.settings = settings;
    }

    /** @param alias where the configured alias stands; null where none is configured */
    CollectionPlan plan(Optional<CollectionInfo> found, AliasGuard.@Nullable State alias) {
        List<Step> steps = new ArrayList<>();
        if (found.isEmpty()) {
            addCreation(steps);
        } else {
            Optional<String> mismatch = Mismatch.of(spec, found.get());
            if (mismatch.isPresent()) {
                // Nothing of ours is in it: it is not for us to tune.
                return new CollectionPlan(List.of(new Step(
                        Action.CANNOT,
                        COLLECTION,
                        "",
                        spec.name(),
                        mismatch.get() + "; name another collection, or configure it as this one was made")));
            }
            Difference.of(settings, found.get()).forEach(difference -> steps.add(step(difference)));
        }
        addIndexes(steps, found.orElse(CollectionInfo.getDefaultInstance()));
        if (alias != null) {
            step(alias).ifPresent(steps::add);
        }
        return new CollectionPlan(steps);
    }

    private void addCreation(List<Step> steps) {
        steps.add(new Step(
                Action.CREATE,
                COLLECTION,
                "",
                spec.name(),
                "%d dimensions, cosine, model %s".formatted(spec.dimensions(), spec.model())));
        SettingValues.wanted(settings)
                .forEach((setting, value) -> steps.add(new Step(Action.CREATE, setting.key(), "", value, "")));
    }

    private void addIndexes(List<Step> steps, CollectionInfo info) {
        for (PayloadIndex index : FieldIndexes.of(settings.payload())) {
            String found = FieldIndexes.found(index, info);
            String wanted = FieldIndexes.wanted(index, settings.payload());
            String what = "payload index " + index.field();
            if (found.isEmpty()) {
                steps.add(new Step(Action.CREATE, what, "", wanted, ""));
            } else if (!found.equals(wanted)) {
                steps.add(new Step(Action.CHANGE, what, found, wanted, "it is built anew"));
            }
        }
    }

    private static Step step(Difference difference) {
        CollectionSetting setting = difference.setting();
        return setting.isChangeable()
                ? new Step(Action.CHANGE, setting.key(), difference.found(), difference.wanted(), cost(setting))
                : new Step(Action.CANNOT, setting.key(), difference.found(), difference.wanted(), ANEW);
    }

    private static String cost(CollectionSetting setting) {
        return switch (setting) {
            case REPLICATION_FACTOR -> "existing shards get no copies by it: replicate them";
            case WRITE_CONSISTENCY_FACTOR -> "";
            default -> "segments are optimized anew";
        };
    }

    private Optional<Step> step(AliasGuard.State alias) {
        String name = String.valueOf(settings.alias());
        String what = "alias " + name;
        return switch (alias) {
            case AliasGuard.State.Ours _ -> Optional.empty();
            case AliasGuard.State.Free(String real) -> Optional.of(new Step(Action.CREATE, what, "", real, ""));
            case AliasGuard.State.Elsewhere(String target, String real) ->
                Optional.of(new Step(
                        Action.CANNOT, what, target, real, "it is moved by you alone, once " + real + " is filled"));
            case AliasGuard.State.Taken _ ->
                Optional.of(new Step(
                        Action.CANNOT,
                        what,
                        "collection " + name,
                        spec.name(),
                        "a collection has this name; choose another"));
        };
    }
}
