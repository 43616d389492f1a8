package io.kalmstream.deploy.fault.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kalmstream.deploy.worker.FailureKind;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerException;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** FAULTS 24: what is on the local disk is a copy. */
final class LocalStateIT extends OnANetwork {
    private static final int EVENTS = 200;

    @Test
    void deletedFolder_isRestored() throws Exception {
        Scene scene = stack.scene("deleted", 2);
        try (Feed feed = scene.feed()) {
            fill(scene, feed);
            List<Path> files = files(scene.worker("a").folder());
            assertThat(files).hasSizeGreaterThan(10);
            files.reversed().forEach(LocalStateIT::delete);

            answersTheSame(scene, feed);
        }
    }

    /** The stores' tables lose their ends: the worker does not start, and its next start restores them. */
    @Test
    void truncatedFiles_areRestored() throws Exception {
        Scene scene = stack.scene("truncated", 2);
        try (Feed feed = scene.feed()) {
            fill(scene, feed);
            List<Path> tables = files(scene.worker("a").folder()).stream()
                    .filter(file -> file.toString().endsWith(".sst"))
                    .toList();
            assertThat(tables).isNotEmpty();
            tables.forEach(LocalStateIT::truncate);
            assertThatExceptionOfType(WorkerException.class)
                    .isThrownBy(() -> scene.worker("a").start())
                    .withMessageContainingAll(scene.worker("a").folder().toString(), ".sst")
                    .satisfies(end -> assertThat(end.kind()).isEqualTo(FailureKind.TRANSIENT));

            answersTheSame(scene, feed);
        }
    }

    private static void fill(Scene scene, Feed feed) throws Exception {
        try (Worker _ = scene.worker("a").running()) {
            feed.fresh(EVENTS);
            Reckoning.eachOnce(scene, feed);
        }
    }

    private static void answersTheSame(Scene scene, Feed feed) throws Exception {
        TestingEncoder encoder = new TestingEncoder(Scene.DIMENSIONS);
        try (Worker worker = scene.worker("a").with(encoder).running()) {
            for (int i = 0; i < EVENTS; i++) {
                feed.send("id-" + i, "event " + i + " of its own");
            }
            Await.until("all offsets committed", () -> scene.committed() == 2 * EVENTS);
            assertThat(encoder.rows()).as("texts that it did not know any more").isZero();
            assertThat(scene.outputs()).hasSize(EVENTS);
            Reckoning.store(scene, feed.sent());
            feed.send("id-0", "another text");
            Reckoning.awaitOutputs(scene, EVENTS + 1);
            worker.requireAlive();
        }
    }

    /** Folders before what is in them. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void truncate(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
