package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.topology.window.TaskStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 26: a worker comes back to a state that is older than what its changelogs still hold. */
final class TrimmedChangelogIT {
    /** Kafka Streams' words for it. */
    private static final String RESTORED_ANEW = "are corrupted. Will close the task as dirty and re-create";

    /** Brokers let nobody cut a topic that is only compacted. */
    private static final AlterConfigOp COMPACT_AND_DELETE = new AlterConfigOp(
            new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete"), AlterConfigOp.OpType.SET);

    @TempDir
    private Path data;

    @Test
    void changelogsTrimmedBehindAnOldState_areRestoredOnce_andNothingIsLost() throws Exception {
        try (Stack stack = Stack.start(data)) {
            Scene scene = stack.scene("trimmed", 1);
            try (Load load = scene.load()) {
                load.send(40);
                stopInOrder(scene, load, scene.worker("old", Map.of(), null, Duration.ZERO));
                load.send(40);
                kill(scene, load, scene.worker("new", Map.of(), null, Duration.ZERO));
                trim(scene);

                comesBack(scene, load, "new");
                comesBack(scene, load, "old");
            }
        }
    }

    private static void comesBack(Scene scene, Load load, String worker) throws Exception {
        load.send(40);
        try (Child back = scene.worker(worker, Map.of(), null, Duration.ZERO)) {
            Reckoning.settle(scene, load.sent());
            // Kafka Streams may also have thrown the state away before it has read any of it.
            assertThat(back.count(RESTORED_ANEW)).as("%s", back.lines()).isLessThanOrEqualTo(1);
            back.terminate();
            assertThat(back.exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    private static void stopInOrder(Scene scene, Load load, Child worker) throws Exception {
        try (worker) {
            scene.awaitSettled(load.sent());
            worker.terminate();
            assertThat(worker.exitCode()).isEqualTo(ExitCode.OK);
        }
    }

    private static void kill(Scene scene, Load load, Child worker) throws Exception {
        try (worker) {
            scene.awaitSettled(load.sent());
            worker.kill();
            assertThat(worker.exitCode()).isEqualTo(Failpoints.KILLED);
        }
    }

    /** Everything that all stores have said so far: each event has ended, so nothing in there is alive but what was once known. */
    private static void trim(Scene scene) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> deletable = new HashMap<>();
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (String store : List.of(TaskStores.PENDING, TaskStores.DOCUMENTS, TaskStores.GUARD)) {
            String topic = scene.changelog(store);
            deletable.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(COMPACT_AND_DELETE));
            all.put(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(-1));
        }
        try (Admin admin = scene.admin()) {
            admin.incrementalAlterConfigs(deletable).all().get();
            for (KafkaFuture<DeletedRecords> trimmed :
                    admin.deleteRecords(all).lowWatermarks().values()) {
                assertThat(trimmed.get().lowWatermark()).isPositive();
            }
        }
    }
}
