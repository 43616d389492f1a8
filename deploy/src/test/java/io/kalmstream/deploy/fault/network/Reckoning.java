package io.kalmstream.deploy.fault.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.StoredPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares what is there with what was sent. */
final class Reckoning {
    private Reckoning() {}

    /** Waits until as many events have come out. */
    static void awaitOutputs(Scene scene, int count) throws Exception {
        Await.until(count + " outputs", () -> scene.outputs().size() >= count);
    }

    /** For documents of one event each: waits until all are committed; then each came out once, and nothing else did. */
    static void eachOnce(Scene scene, Feed feed) throws Exception {
        List<Sent> sent = feed.sent();
        Await.until("all offsets committed", () -> scene.committed() >= sent.size());
        Await.until(
                "all outputs",
                () -> scene.outputs().stream().map(Reckoning::number).distinct().count() >= sent.size());
        assertThat(scene.outputs())
                .extracting(Reckoning::number)
                .as("lost and doubled events; %s", Seed.repeat())
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(Sent::number).toList());
        assertThat(scene.letters()).isEmpty();
        assertThat(scene.committed()).isEqualTo(sent.size());
        store(scene, sent);
    }

    /** The last event of each id has left its text, and there are no others. */
    static void store(Scene scene, List<Sent> sent) {
        Map<String, String> texts = new HashMap<>();
        sent.forEach(event -> texts.put(event.id(), event.text()));
        List<StoredPoint> points = scene.points();
        assertThat(points).as("points, each once; %s", Seed.repeat()).hasSize(texts.size());
        Map<String, String> stored = new HashMap<>();
        points.forEach(point -> stored.put(point.key().id(), String.valueOf(point.text())));
        assertThat(stored).as(Seed.repeat()).isEqualTo(texts);
    }

    static int number(ConsumerRecord<byte[], byte[]> output) {
        return Integer.parseInt(
                new String(output.headers().lastHeader(Sent.NUMBER).value(), UTF_8));
    }
}
