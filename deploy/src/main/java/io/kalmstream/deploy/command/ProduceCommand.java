package io.kalmstream.deploy.command;

import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.feed.EventFeed;
import io.kalmstream.deploy.feed.FeedProducer;
import io.kalmstream.deploy.feed.FeedSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "produce",
        description = {
            "Send lines of JSON to a topic, as Avro through the schema registry.",
            "A line that is no JSON object is sent as it stands and becomes a dead letter; its number is said."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ProduceCommand implements Callable<Integer> {
    /** How long a broker may be away before a line counts as not sent. */
    private static final String DELIVERY_TIMEOUT_MS = "60000";

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final String MAX_BLOCK_MS = "20000";

    @Option(
            names = "--input",
            paramLabel = "FILE.jsonl|-",
            required = true,
            description = "The lines; - is standard input.")
    private Path input = STANDARD_INPUT;

    @Option(names = "--topic", paramLabel = "T", required = true, description = "Where they go; it must exist.")
    private String topic = "";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka's addresses (${DEFAULT-VALUE}).")
    private String bootstrap = "";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081/apis/ccompat/v7",
            description = "The schema registry (${DEFAULT-VALUE}).")
    private String registry = "";

    @Option(
            names = "--interactions",
            description = "The lines say what users did: user_id, item_id, kind (VIEW, CLICK, LIKE, DISLIKE, PURCHASE);"
                    + " tenant, weight and occurred_at if they have them.")
    private boolean interactions;

    @Mixin
    private final FeedOptions feed = new FeedOptions();

    @Spec
    private @Nullable CommandSpec spec;

    ProduceCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter err = command.commandLine().getErr();
        FeedSummary summary;
        try (ProduceView view = new ProduceView(err, Terminal.find());
                InputStream in = Specs.readable(command, input).open()) {
            summary = produce(in, command, view);
        }
        err.println("Sent %d %s, %d deletions and %d broken lines to %s; %d lines were too large."
                .formatted(
                        summary.events(),
                        interactions ? "interactions" : "events",
                        summary.tombstones(),
                        summary.broken(),
                        topic,
                        summary.refused()));
        return summary.refused() == 0 ? ExitCode.OK : ExitCode.UNACCOUNTED;
    }

    private FeedSummary produce(InputStream in, CommandSpec command, ProduceView view)
            throws IOException, InterruptedException {
        Map<String, String> settings = Map.of(SerdeConfig.URL, registry);
        try (SchemaRegistryClient client = SchemaRegistries.open(settings);
                RegistryAvroSerializer serializer = new RegistryAvroSerializer(client, settings, false);
                Producer<byte[], byte[]> producer = FeedProducer.open(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS))) {
            EventFeed feeding = new EventFeed(producer, serializer, topic, Clock.systemUTC());
            return interactions ? feeding.feedInteractions(in, view) : feeding.feed(in, feed.format(command), view);
        }
    }
}
