package io.kalmstream.deploy.worker;

import io.kalmstream.topology.Topics;
import io.kalmstream.topology.profile.Recommending;
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
        Topics topics = worker.topics();
        Set<String> read = new LinkedHashSet<>(topics.inputs());
        Set<String> written = new LinkedHashSet<>(List.of(topics.deadLetters(), topics.duplicates()));
        if (topics.embedded() != null) {
            written.add(topics.embedded());
        }
        Recommending recommending = worker.recommending();
        if (recommending != null) {
            read.add(recommending.interactions());
            written.add(recommending.recommendations());
        }
        return new TopicRoles(
                read,
                written,
                changelog(worker, TaskStores.PENDING),
                List.of(
                        changelog(worker, TaskStores.PENDING),
                        changelog(worker, TaskStores.DOCUMENTS),
                        changelog(worker, TaskStores.GUARD)));
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
