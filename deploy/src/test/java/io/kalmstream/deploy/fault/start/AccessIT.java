package io.kalmstream.deploy.fault.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 23: a broker that knows its users, and lets each do only what it was granted. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class AccessIT {
    private static final String USER = "worker";
    private static final String PASSWORD = "canary-of-the-password";
    private static final String WRONG = "canary-of-a-wrong-password";
    private static final Map<String, String> SECURED = Map.of(
            "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms", "PLAIN",
            "sasl.mechanism.inter.broker.protocol", "PLAIN",
            "listener.name.clients.plain.sasl.jaas.config",
                    jaas("admin", "admin-secret") + " user_admin=\"admin-secret\" user_" + USER + "=\"" + PASSWORD
                            + "\";",
            "authorizer.class.name", StandardAuthorizer.class.getName(),
            // The controller is the broker's own, and knows it by no name.
            "super.users", "User:admin;User:ANONYMOUS");

    @TempDir
    private static Path data;

    private static LocalBroker broker;
    private static EmbeddedQdrant qdrant;

    @BeforeAll
    static void start() throws IOException {
        broker = LocalBroker.start(data.resolve("broker"), 0, null, SECURED);
        qdrant = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0));
    }

    @AfterAll
    static void stop() throws IOException {
        try (LocalBroker _ = broker) {
            qdrant.close();
        }
    }

    @Test
    void wrongPassword_endsTheStart_atTheFirstTry() throws Exception {
        Site site = site("password");
        grantAll("password");
        double before = refused();
        CommandRun run = CommandRun.of(data, keys(site, WRONG), Site::start);

        assertThat(refused() - before).as("tries").isBetween(1.0, 2.0);
        assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.error()).startsWith("Kafka at " + broker.bootstrap() + " does not let principal User:worker in");
        assertThat(run.all()).doesNotContain(WRONG, PASSWORD);
    }

    @Test
    void whatIsNotGranted_isNamed_allAtOnce() throws Exception {
        Site site = site("some");
        grant(ResourceType.TOPIC, "some-", PatternType.PREFIXED, AclOperation.ALL);
        grant(ResourceType.GROUP, "some", PatternType.LITERAL, AclOperation.ALL);
        deny(AclOperation.WRITE, "some-dead");
        CommandRun run = CommandRun.of(data, keys(site, PASSWORD), Site::start);

        assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.error())
                .contains(
                        "principal User:worker may not write topic some-dead",
                        "--operation Write --topic some-dead",
                        "principal User:worker may not write transactional id that begins with some;",
                        "--transactional-id some --resource-pattern-type prefixed")
                .doesNotContain("some-in", "some-twins");
        assertThat(run.all()).doesNotContain(PASSWORD);
    }

    @Test
    void groupThatIsNotGranted_isNamed() throws Exception {
        Site site = site("ungrouped");
        grant(ResourceType.TOPIC, "ungrouped-", PatternType.PREFIXED, AclOperation.ALL);
        grant(ResourceType.TRANSACTIONAL_ID, "ungrouped", PatternType.PREFIXED, AclOperation.ALL);
        CommandRun run = CommandRun.of(data, keys(site, PASSWORD), Site::start);

        assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.error()).contains("principal User:worker may not read group ungrouped");
    }

    @Test
    void whatIsTakenAway_whileTheWorkerRuns_endsIt_andLosesNothing() throws Exception {
        Site site = site("taken");
        grantAll("taken");
        CompletableFuture<Worker> running = new CompletableFuture<>();
        CompletableFuture<CommandRun> command = CommandRun.begin(data, keys(site, PASSWORD), settings -> {
            Worker worker = Site.start(settings);
            running.complete(worker);
            return worker;
        });
        site.send(List.of("a"));
        Site.awaitPoints(running.get(), List.of("a"));
        deny(AclOperation.WRITE, "taken-vectors");
        site.send(List.of("b"));
        CommandRun run = CommandRun.end(command);

        assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.error()).contains("principal User:worker may not use topic taken-vectors");
        assertThat(run.lines()).as("a retry").noneMatch(line -> line.contains("another one takes over"));
        assertThat(run.all()).doesNotContain(PASSWORD);

        grantAgain("taken-vectors");
        try (Worker next = Site.start(TestingCommandLine.settings(keys(site, PASSWORD)))) {
            Site.awaitPoints(next, List.of("a", "b"));
        }
    }

    private static Site site(String name) throws Exception {
        return Site.create(data, broker.bootstrap(), qdrant.port(), name, 1, client("admin", "admin-secret"));
    }

    private static Map<String, String> keys(Site site, String password) {
        Map<String, String> keys = site.keys();
        client(USER, password).forEach((key, value) -> keys.put("streams." + key, value));
        return keys;
    }

    private static Map<String, String> client(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                jaas(user, password) + ";");
    }

    private static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
                .formatted(user, password);
    }

    private static void grantAll(String name) throws Exception {
        grant(ResourceType.TOPIC, name + "-", PatternType.PREFIXED, AclOperation.ALL);
        grant(ResourceType.GROUP, name, PatternType.LITERAL, AclOperation.ALL);
        grant(ResourceType.TRANSACTIONAL_ID, name, PatternType.PREFIXED, AclOperation.ALL);
    }

    private static void grant(ResourceType type, String name, PatternType pattern, AclOperation operation)
            throws Exception {
        create(new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + USER, "*", operation, AclPermissionType.ALLOW)));
    }

    private static void deny(AclOperation operation, String topic) throws Exception {
        create(denial(operation, topic));
    }

    private static AclBinding denial(AclOperation operation, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + USER, "*", operation, AclPermissionType.DENY));
    }

    private static void create(AclBinding binding) throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(List.of(binding)).all().get();
        }
    }

    private static void grantAgain(String topic) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteAcls(List.of(denial(AclOperation.WRITE, topic).toFilter()))
                    .all()
                    .get();
        }
    }

    private static Admin admin() {
        Map<String, Object> settings = new HashMap<>(client("admin", "admin-secret"));
        settings.put("bootstrap.servers", broker.bootstrap());
        return Admin.create(settings);
    }

    /** How many clients the broker has not let in so far. */
    private static double refused() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        double sum = 0;
        for (ObjectName bean : server.queryNames(
                new ObjectName("kafka.server:type=socket-server-metrics,listener=CLIENTS,networkProcessor=*"), null)) {
            sum += ((Number) server.getAttribute(bean, "failed-authentication-total")).doubleValue();
        }
        return sum;
    }
}
