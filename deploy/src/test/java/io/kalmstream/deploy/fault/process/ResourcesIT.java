package io.kalmstream.deploy.fault.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kalmstream.deploy.Main;
import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.util.Environment;

/** FAULTS 11, 12, 25 and 58: memory, files, threads or disk are not enough. */
final class ResourcesIT {
    /** Of a JVM that {@code -XX:+ExitOnOutOfMemoryError} has ended. */
    private static final int OUT_OF_MEMORY = 3;

    private static final String SAID = "Terminating due to java.lang.OutOfMemoryError";
    private static final int BOMB_BYTES = 60 << 20;

    @TempDir
    private static Path data;

    private static Stack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = Stack.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
    }

    /** Sixty megabytes of zeros pass the broker as some kilobytes, unless the topic says that they may not. */
    @Test
    void bomb_isRefusedByTheBroker_orEndsTheProcess_andNothingIsLost() throws Exception {
        Scene scene = stack.scene("bomb", 1);
        try (Load load = scene.load();
                Child worker = scene.worker(
                        "a", Map.of(), Launch.of(WorkerProgram.class).with("-Xmx64m"))) {
            scene.alterInput(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed");
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> sendZeros("bomb-in"))
                    .withCauseInstanceOf(RecordTooLargeException.class);
            load.send(10);
            scene.awaitSettled(load.sent());
            assertThat(worker.isAlive()).isTrue();

            scene.alterInput(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
            sendZeros("bomb-in");
            load.send(10);
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(OUT_OF_MEMORY);
            assertThat(worker.count(SAID)).isEqualTo(1);

            try (Worker _ = scene.workerHere("a", Map.of(), PassingStore.Hears.NOTHING)) {
                scene.awaitSettled(load.sent());
                Reckoning.requirePoints(scene, load.sent());
                assertThat(scene.letters().stream()
                                .filter(letter -> Arrays.equals(letter.record().key(), "zeros".getBytes(UTF_8))))
                        .hasSize(1);
            }
        }
    }

    @Test
    void fewFiles_areRefused_beforeAnythingElse() throws Exception {
        Scene scene = stack.scene("files", 1);
        try (Child worker = scene.worker("a", Map.of(), Launch.of(Main.class).within("ulimit -n 64"))) {
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(worker.error()).contains("may open 64 files", "ulimit -n");
        }
        assertThat(scene.isWithoutGroup()).isTrue();
    }

    /** Address space for the stacks of some threads, and no more. */
    @Test
    void threadsRunOut_endsTheProcess_whichSaysSo() throws Exception {
        Scene scene = stack.scene("threads", 1);
        Launch launch = Launch.of(Main.class)
                .with("-Xss512m", "-XX:CompressedClassSpaceSize=64m", "-XX:ReservedCodeCacheSize=64m")
                .within("ulimit -v 9000000");
        try (Child worker = scene.worker("a", Map.of(), launch)) {
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(worker.error()).contains("cannot start another thread");
        }
    }

    @Test
    void stateFolderThatCannotBeWrittenTo_isRefused_withWhoAndHowMuchSpace() throws Exception {
        Scene scene = stack.scene("folder", 1);
        Path file = Files.writeString(data.resolve("not-a-folder"), "");
        Path folder = file.resolve("state");
        try (Child worker = scene.worker("a", Map.of("state.dir", folder.toString()), Launch.of(WorkerProgram.class))) {
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(worker.error())
                    .contains(folder.toString())
                    .containsPattern("user \\S+ \\(uid \\d+\\), [0-9]+ MiB free");
        }
        assertThat(scene.isWithoutGroup()).isTrue();
    }

    /** As when the disk is full: no file may grow beyond a few blocks. */
    @Test
    void diskThatTakesNoMore_endsTheWorker_andTheNextOneGoesOn() throws Exception {
        Scene scene = stack.scene("disk", 1);
        String library = Environment.getJniLibraryFileName("rocksdb");
        try (InputStream file = requireNonNull(Environment.class.getResourceAsStream("/" + library))) {
            // Otherwise the library itself is what is too large.
            Files.copy(file, data.resolve(library));
        }
        Launch launch = Launch.of(WorkerProgram.class)
                .with("-Djava.library.path=" + data)
                .within("ulimit -f 128");
        Map<String, String> smallBuffers = Map.of("streams.rocksdb.config.setter", SmallBuffers.class.getName());
        try (Load load = scene.load();
                Child worker = scene.worker("a", smallBuffers, launch)) {
            for (int i = 0; i < 30 && worker.isAlive(); i++) {
                load.send(500);
                scene.awaitCommitted(load.sent(), worker);
            }
            assertThat(worker.exitCode()).as("%s", worker.lines()).isEqualTo(ExitCode.DEVICE);
            assertThat(worker.error()).contains("File too large");

            try (Worker _ = scene.workerHere("a", Map.of(), PassingStore.Hears.NOTHING)) {
                Reckoning.settle(scene, load.sent());
            }
        }
    }

    private static void sendZeros(String topic) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.broker().bootstrap(),
                "compression.type",
                "zstd",
                "max.request.size",
                2 * BOMB_BYTES,
                "buffer.memory",
                3L * BOMB_BYTES);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "zeros".getBytes(UTF_8), new byte[BOMB_BYTES]))
                    .get();
        }
    }
}
