package io.kalmstream.deploy.worker;

import static java.util.stream.Collectors.toCollection;

import io.kalmstream.topology.window.TaskStores;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The topics of a worker by what it does with them.
 *
 * @param pending the changelog of what was read and has not ended: what is only there
 * @param state all changelogs that tasks have had from the first day
 */
record TopicRoles(Set<String> read, Set<String> written, String pending, List<String> state) {
    static TopicRoles of(WorkerSettings worker) {
        return new TopicRoles(
                names(worker, true),
                names(worker, false),
                changelog(worker, TaskStores.PENDING),
                List.of(
                        changelog(worker, TaskStores.PENDING),
                        changelog(worker, TaskStores.DOCUMENTS),
                        changelog(worker, TaskStores.GUARD)));
    }

    private static Set<String> names(WorkerSettings worker, boolean read) {
        return WorkerTopic.of(worker).stream()
                .filter(topic -> topic.use().isRead() == read)
                .map(WorkerTopic::name)
                .collect(toCollection(LinkedHashSet::new));
    }

    private static String changelog(WorkerSettings worker, String store) {
        return worker.applicationId() + "-" + store + "-changelog";
    }

    /** Those that others create. */
    Set<String> given() {
        Set<String> given = new LinkedHashSet<>(read);
        given.addAll(written);
        return given;
    }

    Set<String> all() {
        Set<String> all = given();
        all.addAll(state);
        return all;
    }
}
