package io.kalmstream.deploy.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What makes a Kafka broker a small one: one node, one copy, few threads, no waiting for others to join. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, String> of(Path data, int port, int controllerPort, @Nullable ProxiedListener proxied) {
        Map<String, String> settings = new TreeMap<>(FIXED);
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("log.dirs", data.toString());
        String listeners = "CLIENTS://127.0.0.1:" + port + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort;
        String advertised = "CLIENTS://127.0.0.1:" + port;
        if (proxied != null) {
            listeners += ",PROXIED://127.0.0.1:" + proxied.port();
            advertised += ",PROXIED://127.0.0.1:" + proxied.advertised();
        }
        settings.put("listeners", listeners);
        settings.put("advertised.listeners", advertised);
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        return settings;
    }

    /** The controller without its broker, which it gives up after a second of silence. */
    static Map<String, String> ofController(Path data, int controllerPort) {
        Map<String, String> settings = of(data, controllerPort, controllerPort, null);
        settings.put("process.roles", "controller");
        settings.put("listeners", CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        settings.remove("advertised.listeners");
        settings.remove("inter.broker.listener.name");
        settings.put("broker.heartbeat.interval.ms", "200");
        settings.put("broker.session.timeout.ms", "1000");
        return settings;
    }

    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", CONTROLLER_LISTENER),
            Map.entry("inter.broker.listener.name", "CLIENTS"),
            Map.entry(
                    "listener.security.protocol.map",
                    "CLIENTS:PLAINTEXT,PROXIED:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT"),
            // A misspelt topic is an error, not a new topic.
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.num.partitions", "5"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "5"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            // A worker that died leaves its transaction open: readers wait for the broker to notice.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
            // On a busy machine the last transaction's end is still being written when the next begins. By default the
            // broker gives
            // up after 100 ms, and the producer's batches behind that one fail loudly before they are sent again.
            Map.entry("add.partitions.to.txn.retry.backoff.max.ms", "10000"),
            // Nobody can take over from a broker that was slow to be heard of; for the moment it is believed dead, its
            // topics have no leader. How one that was killed is replaced without waiting so long, see FormerBroker.
            Map.entry("broker.session.timeout.ms", "60000"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.assignment.interval.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "0"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("num.replica.fetchers", "1"),
            Map.entry("log.cleaner.threads", "1"),
            // For 600 000 keys: with fewer the cleaner copies what is clean already again and again.
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));
}
