package io.kalmstream.sinks.qdrant;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import java.util.List;
import java.util.Map;

/** A setting that a collection has otherwise than configured; no answer is wrong for it. */
record Difference(CollectionSetting setting, String wanted, String found) {
    /** What is left to the server never differs. */
    static List<Difference> of(CollectionSettings settings, CollectionInfo info) {
        Map<CollectionSetting, String> found = SettingValues.found(info.getConfig());
        return SettingValues.wanted(settings).entrySet().stream()
                .map(wanted ->
                        new Difference(wanted.getKey(), wanted.getValue(), found.getOrDefault(wanted.getKey(), "")))
                .filter(difference -> !difference.wanted.equals(difference.found))
                .toList();
    }
}
