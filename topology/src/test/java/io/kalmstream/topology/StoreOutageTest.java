package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.Settlement;
import io.kalmstream.topology.window.StoreBreaker;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The vector store is down. */
@Timeout(60)
final class StoreOutageTest {
    private static final int RECORDS = 4;
    private static final int EVENTS = 32;

    @TempDir
    Path state;

    @Test
    void outage_nothingIsLost_nothingIsGivenUp_nobodyWaits() throws InterruptedException {
        PipelineSettings small = PipelineDriver.settings(
                new WindowLimits(RECORDS, 1 << 20, 1 << 20, PipelineDriver.MAX_AGE, false),
                new InFlightLimits(RECORDS, 2 << 20, Duration.ofSeconds(10), Duration.ofSeconds(1)));
        try (PipelineDriver pipeline = new PipelineDriver(state, small)) {
            CountDownLatch opened = new CountDownLatch(1);
            pipeline.breaker.listen(new StoreBreaker.Listener() {
                @Override
                public void opened(String why) {
                    opened.countDown();
                }
            });
            pipeline.store.failNext(Integer.MAX_VALUE, StoreException.Fault.WORLD);
            for (int i = 0; i < RECORDS; i++) {
                pipeline.send("id" + i, "text " + i);
            }
            assertThat(opened.await(20, TimeUnit.SECONDS)).as("the fault").isTrue();
            // More than fits: as Kafka may still hand over what it has read before the pause.
            for (int i = RECORDS; i < EVENTS; i++) {
                pipeline.send("id" + i, "text " + i);
            }
            pipeline.probe();
            assertThat(pipeline.pending()).hasSize(EVENTS);
            assertThat(pipeline.store.history()).isEmpty();
            assertThat(pipeline.listener.byOffset()).isEmpty();

            pipeline.store.heal();
            pipeline.probe();
            pipeline.drain();

            assertThat(pipeline.listener.outcomes()).hasSize(EVENTS).containsOnly(Settlement.UPSERTED);
            assertThat(pipeline.store.count()).isEqualTo(EVENTS);
            assertThat(pipeline.letters()).isEmpty();
            assertThat(pipeline.breaker.openBecause()).isEmpty();
        }
    }

    @Test
    void eventThatBreaksTheStore_endsAsALetter_othersAreStored() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.store.failOn(new DocumentKey("", "poison"));
            pipeline.send("a", "hello");
            pipeline.send("poison", "no one knows why");
            pipeline.send("b", "world");
            for (int outage = 0; outage < 5; outage++) {
                pipeline.probe();
            }
            pipeline.drain();

            assertThat(pipeline.listener.failures()).hasSize(1);
            assertThat(pipeline.letters()).hasSize(1);
            assertThat(pipeline.text("a")).isEqualTo("hello");
            assertThat(pipeline.text("b")).isEqualTo("world");
            assertThat(pipeline.text("poison")).isNull();
            assertThat(pipeline.breaker.openBecause()).isEmpty();
        }
    }

    @Test
    void close_whileTheStoreIsDown_isQuick() throws InterruptedException {
        PipelineDriver pipeline = new PipelineDriver(state);
        CountDownLatch opened = new CountDownLatch(1);
        pipeline.breaker.listen(new StoreBreaker.Listener() {
            @Override
            public void opened(String why) {
                opened.countDown();
            }
        });
        pipeline.store.failNext(Integer.MAX_VALUE, StoreException.Fault.WORLD);
        pipeline.send("a", "hello");
        pipeline.advance(PipelineDriver.MAX_AGE);
        assertThat(opened.await(20, TimeUnit.SECONDS)).as("the fault").isTrue();
        assertThat(pipeline.breaker.openBecause()).isPresent();

        pipeline.close();

        assertThat(pipeline.listener.byOffset()).isEmpty();
    }
}
