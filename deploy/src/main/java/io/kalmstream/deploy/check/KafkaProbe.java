package io.kalmstream.deploy.check;

import io.kalmstream.deploy.worker.AskedKafka;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.deploy.worker.WorkerTopic;
import io.kalmstream.topology.window.TaskStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The cluster, and what a worker's principal may do in it beside reading and writing the worker's topics. */
final class KafkaProbe implements Probe {
    private static final String KAFKA = "Kafka";
    private static final String RIGHTS = "Rights";

    private final WorkerSettings worker;
    private final AskedKafka kafka;

    KafkaProbe(WorkerSettings worker, AskedKafka kafka) {
        this.worker = worker;
        this.kafka = kafka;
    }

    @Override
    public List<Finding> look() {
        DescribeClusterResult cluster = kafka.admin().describeCluster();
        int brokers = kafka.answer(cluster.nodes()).size();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                KAFKA,
                worker.bootstrap(),
                "cluster %s, %d %s"
                        .formatted(kafka.answer(cluster.clusterId()), brokers, brokers == 1 ? "broker" : "brokers")));
        findings.addAll(new TopicsProbe(WorkerTopic.of(worker), brokers, kafka).look());
        findings.add(group());
        findings.add(transactions());
        findings.add(internalTopics());
        return findings;
    }

    private Finding group() {
        String group = worker.applicationId();
        String what = "group " + group;
        try {
            ConsumerGroupDescription found = kafka.answer(kafka.admin()
                            .describeConsumerGroups(
                                    List.of(group),
                                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .all())
                    .values()
                    .iterator()
                    .next();
            Set<AclOperation> allowed =
                    Optional.ofNullable(found.authorizedOperations()).orElse(Set.of());
            if (!allowed.isEmpty() && !allowed.contains(AclOperation.READ)) {
                return lacks(what, "READ", "the group " + group);
            }
            return Finding.ok(
                    RIGHTS, what, "%d members".formatted(found.members().size()));
        } catch (GroupIdNotFoundException _) {
            return Finding.ok(RIGHTS, what, "not there yet: the first worker makes it");
        } catch (AuthorizationException _) {
            return lacks(what, "READ and DESCRIBE", "the group " + group);
        } catch (UnsupportedVersionException _) {
            return Finding.note(RIGHTS, what, "this broker does not tell");
        }
    }

    private Finding transactions() {
        String prefix = worker.applicationId() + "-";
        String what = "transactions " + prefix + "*";
        try {
            kafka.requireTransactions(prefix + "check");
            return Finding.ok(RIGHTS, what, "may be used");
        } catch (AuthorizationException _) {
            return lacks(what, "WRITE and DESCRIBE", "transactional ids that begin with " + prefix);
        }
    }

    private Finding internalTopics() {
        String prefix = worker.applicationId() + "-";
        String what = "topics " + prefix + "*";
        NewTopic changelog =
                new NewTopic(prefix + TaskStores.PENDING + "-changelog", Optional.empty(), Optional.empty());
        try {
            kafka.answer(kafka.admin()
                    .createTopics(List.of(changelog), new CreateTopicsOptions().validateOnly(true))
                    .all());
            return Finding.ok(RIGHTS, what, "not there yet: the first worker makes them");
        } catch (TopicExistsException _) {
            return Finding.ok(RIGHTS, what, "the worker's own, there");
        } catch (AuthorizationException _) {
            return lacks(what, "CREATE, DESCRIBE, READ and WRITE", "topics that begin with " + prefix);
        }
    }

    private static Finding lacks(String what, String operations, String resource) {
        return Finding.wrong(RIGHTS, what, "this principal lacks %s on %s".formatted(operations, resource));
    }
}
