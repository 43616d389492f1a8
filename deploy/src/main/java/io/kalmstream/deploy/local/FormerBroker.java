package io.kalmstream.deploy.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.metadata.BrokerRegistration;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A broker that was killed and is still believed to live. Started as it is, Kafka 4.3.1 leaves transactions open for ever: the new
 * broker first takes itself for the leader of everything, as the metadata say, and so for the coordinator that must end the
 * transactions of the dead; it cannot be reached yet, and when the old registration expires after ten seconds, all leaders are gone for
 * a moment, topics are taken for deleted, and the transactions for ended ("Couldn't find leader endpoint for partitions ..., these
 * partitions are likely deleted already"). Readers of what is committed then stop there for good. So the controller alone is started
 * before, until it has seen that the broker is gone; which is quicker too.
 */
final class FormerBroker {
    private static final Logger log = LoggerFactory.getLogger(FormerBroker.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    /** Kafka's own, written when it has stopped in order. */
    private static final String STOPPED_IN_ORDER = ".kafka_cleanshutdown";

    private FormerBroker() {}

    static boolean wasKilled(Path data) {
        return !Files.exists(data.resolve(STOPPED_IN_ORDER));
    }

    /** Returns once the metadata say that it is gone. */
    @SuppressWarnings("unchecked") // a Scala tuple of what its names say
    static void bury(Path data) throws InterruptedException {
        KafkaConfig config = new KafkaConfig(BrokerSettings.ofController(data, FreePort.orElseAny(0)));
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> folders =
                KafkaRaftServer.initializeLogDirs(config, log, "[former broker] ");
        SharedServer shared = new SharedServer(
                config,
                folders._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        ControllerServer controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2());
        try {
            controller.startup();
            awaitGone(controller);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static void awaitGone(ControllerServer controller) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isGone(controller.metadataCache().currentImage())) {
            if (System.nanoTime() > deadline) {
                log.warn("The broker that was killed is still believed to live after {} s", LIMIT.toSeconds());
                return;
            }
            Thread.sleep(LOOK);
        }
        log.info("The broker before this one was killed; its registration has ended");
    }

    private static boolean isGone(MetadataImage image) {
        BrokerRegistration broker = image.cluster().broker(BrokerSettings.NODE_ID);
        return !image.isEmpty() && (broker == null || broker.fenced());
    }
}
