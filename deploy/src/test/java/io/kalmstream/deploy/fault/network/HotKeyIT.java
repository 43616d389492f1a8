package io.kalmstream.deploy.fault.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.worker.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** FAULTS 64: nine events of ten are about one document, some come twice, some come late. */
final class HotKeyIT extends OnANetwork {
    private static final String HOT = "hot";
    private static final int EVENTS = 1500;
    private static final long HOUR_MILLIS = 3_600_000;

    @Test
    void hotKey_keepsItsOrder_andStarvesNobody() throws Exception {
        Scene scene = stack.scene("hot", 2);
        Random random = Seed.random();
        try (Feed feed = scene.feed();
                Worker worker = scene.worker("a").running()) {
            int hot = 0;
            int cold = 0;
            for (int i = 0; i < EVENTS; i++) {
                boolean about = random.nextInt(10) > 0;
                hot += about ? 1 : 0;
                String id = about ? HOT : "cold-" + cold++ % 50;
                boolean twice = random.nextInt(20) == 0;
                long at = System.currentTimeMillis() - (random.nextInt(20) == 0 ? HOUR_MILLIS : 0);
                feed.send(id, "event " + i, at);
                if (twice) {
                    feed.send(id, "event " + i, at);
                }
                if (i % 300 == 299) {
                    // The hot document has more to come, and yet this one is there.
                    String fresh = "fresh-" + i;
                    feed.send(fresh, "event " + i + " of its own");
                    Await.until("a cold document", () -> ids(scene).contains(fresh));
                }
            }
            assertThat(hot).isGreaterThan(EVENTS * 8 / 10);
            assertThat(feed.count()).as("some came twice").isGreaterThan(EVENTS + 50);
            List<Sent> sent = feed.sent();
            Await.until("all offsets committed", () -> scene.committed() == sent.size());
            inOrder(scene, sent);
            Reckoning.store(scene, sent);
            assertThat(scene.letters()).isEmpty();
            worker.requireAlive();
        }
    }

    private static List<String> ids(Scene scene) {
        return scene.outputs().stream()
                .map(output -> new String(output.key(), UTF_8))
                .toList();
    }

    /** Outputs of a document are some of its events in their order, none twice, the last text among them. */
    private static void inOrder(Scene scene, List<Sent> sent) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> output : scene.outputs()) {
            numbers.computeIfAbsent(new String(output.key(), UTF_8), _ -> new ArrayList<>())
                    .add(Reckoning.number(output));
        }
        numbers.forEach((id, found) -> assertThat(found)
                .as("outputs of %s; %s", id, Seed.repeat())
                .doesNotHaveDuplicates()
                .isSorted());
        Map<String, Sent> last = new HashMap<>();
        sent.forEach(event -> last.put(event.id(), event));
        last.forEach((id, event) -> assertThat(numbers.getOrDefault(id, List.of()))
                .extracting(number -> sent.get(number).text())
                .as("texts of %s; %s", id, Seed.repeat())
                .endsWith(event.text()));
    }
}
