package io.kalmstream.encoder.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.hub.HubException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ModelHubTest {
    private static final HubModel MODEL = HubModel.parse("hf:" + TestingRepo.NAME);
    private static final String OTHER_COMMIT = "f".repeat(40);
    private static final String LONG_AGO = "Wed, 21 Oct 2015 07:28:00 GMT";
    private static final String IN_THE_FUTURE = "Mon, 21 Oct 2115 07:28:00 GMT";
    private static final int WEIGHTS = 300_000;

    @TempDir
    private Path cache;

    private final byte[] weights = new byte[WEIGHTS];
    private final List<Duration> pauses = new ArrayList<>();
    private TestingHub hub;

    @BeforeEach
    void start() throws IOException {
        Seed.random().nextBytes(weights);
        hub = new TestingHub();
        hub.add(TestingRepo.tiny(weights));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void pull_freshCache_hasTheLayoutOfTheHubsOwnLibrary() throws Exception {
        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);

        Path folder = cache.resolve("models--org--tiny");
        assertThat(snapshot.folder()).isEqualTo(folder.resolve("snapshots").resolve(TestingRepo.COMMIT));
        assertThat(folder.resolve("refs/main")).hasContent(TestingRepo.COMMIT);
        Path pointer = snapshot.folder().resolve("1_Pooling/config.json");
        assertThat(Files.readSymbolicLink(pointer).toString()).startsWith("../../../blobs/");
        assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(snapshot.folder().resolve("model.safetensors").toRealPath().getFileName())
                .hasToString(TestingRepo.tiny(weights).checksum("model.safetensors"));
    }

    @Test
    void pull_repositoryWithCode_fetchesWhatIsReadAndNothingElse() throws Exception {
        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);

        assertThat(names(snapshot.folder()))
                .containsExactlyInAnyOrder(
                        "config.json", "tokenizer.json", "modules.json", "1_Pooling/config.json", "model.safetensors");
        assertThat(hub.downloads()).noneMatch(request -> request.path().matches(".*(\\.py|\\.bin|\\.onnx|\\.md)"));
    }

    @Test
    void pull_shards_fetchesIndexAndAllOfThem() throws Exception {
        hub.add(TestingRepo.tiny(weights)
                .without("model.safetensors")
                .with("model.safetensors.index.json", "{\"weight_map\": {}}".getBytes(UTF_8))
                .with("model-00001-of-00002.safetensors", weights)
                .with("model-00002-of-00002.safetensors", new byte[10]));

        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);

        assertThat(names(snapshot.folder()))
                .contains(
                        "model.safetensors.index.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors");
    }

    @Test
    void pull_connectionIsCut_goesOnWhereItEnded() throws Exception {
        spoilWeights(new TestingHub.Fault.Cut(100_000));

        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);

        assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(weightRanges()).containsExactly(Optional.empty(), Optional.of("bytes=100000-"));
    }

    @Test
    void pull_anEarlierProcessWasKilled_goesOnWhereItEnded() throws Exception {
        Path partial = partial();
        Files.createDirectories(partial.getParent());
        Files.write(partial, Arrays.copyOf(weights, 200_000));
        List<Long> progress = new ArrayList<>();

        Snapshot snapshot = client().pull(MODEL, recording(progress));

        assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(weightRanges()).containsExactly(Optional.of("bytes=200000-"));
        assertThat(progress)
                .isSorted()
                .first()
                .satisfies(first -> assertThat(first).isGreaterThan(199_999));
        assertThat(partial).doesNotExist();
    }

    @Test
    void pull_whatIsHereIsDamaged_beginsAgain() throws Exception {
        Path partial = partial();
        Files.createDirectories(partial.getParent());
        Files.write(partial, new byte[200_000]);

        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);

        assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(weightRanges()).containsExactly(Optional.of("bytes=200000-"), Optional.empty());
    }

    @Test
    void pull_serverKnowsNoRanges_beginsAgain() throws Exception {
        spoilWeights(new TestingHub.Fault.Cut(100_000));
        hub.spoilContent(new TestingHub.Fault.IgnoreRange());

        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);

        assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void pull_lineNeverMoves_givesUpAndKeepsWhatIsHere() throws Exception {
        spoilWeights(new TestingHub.Fault.Cut(1000));
        for (int i = 0; i < Retry.ATTEMPTS; i++) {
            hub.spoilContent(new TestingHub.Fault.Cut(0));
        }

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE))
                .hasMessageContaining("model.safetensors")
                .asInstanceOf(type(HubException.class))
                .returns(Fault.UNREACHABLE, HubException::fault);

        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L);
        assertThat(partial()).hasSize(1000);
    }

    @Test
    void pull_otherBytesThanPromised_areNeverVisible() {
        spoilWeights(new TestingHub.Fault.Corrupt());

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE))
                .hasMessageContaining("wrong checksum")
                .asInstanceOf(type(HubException.class))
                .returns(Fault.DAMAGED, HubException::fault);

        Path folder = cache.resolve("models--org--tiny");
        assertThat(folder.resolve("blobs").resolve(weightsName())).doesNotExist();
        assertThat(folder.resolve("refs/main")).doesNotExist();
        assertThat(partial()).hasSize(0);
    }

    @Test
    void pull_damagedSmallFile_isFoundByItsGitName() {
        hub.spoilContent(new TestingHub.Fault.Corrupt());

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE))
                .hasMessageContaining("1_Pooling/config.json")
                .hasMessageContaining("wrong checksum");
    }

    @Test
    void pull_largeFileLiesWithAnotherHost_theTokenStaysAtHome() throws Exception {
        client(Optional.of(new HubToken("hf_secret"))).pull(MODEL, PullListener.NONE);

        assertThat(hub.requests())
                .filteredOn(TestingHub.Request::atHub)
                .allMatch(request -> request.authorization().equals(Optional.of("Bearer hf_secret")));
        assertThat(hub.requests())
                .filteredOn(request -> !request.atHub())
                .isNotEmpty()
                .allMatch(request -> request.authorization().isEmpty());
    }

    @Test
    void pull_gated_saysWhatToDo() {
        hub.spoilListing(new TestingHub.Fault.Status(403, Map.of("X-Error-Code", "GatedRepo")));

        assertThatThrownBy(() -> client(Optional.of(new HubToken("hf_secret"))).pull(MODEL, PullListener.NONE))
                .hasMessageContaining("accept its licence")
                .hasMessageContaining("HF_TOKEN")
                .hasMessageNotContaining("hf_secret")
                .asInstanceOf(type(HubException.class))
                .returns(Fault.REFUSED, HubException::fault);
        assertThat(pauses).isEmpty();
    }

    @Test
    void pull_unauthorized_saysThatItMayNotExist() {
        hub.spoilListing(new TestingHub.Fault.Status(401, Map.of()));

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE))
                .hasMessageContaining("does not exist, is private or is gated")
                .hasMessageContaining("set HF_TOKEN");
    }

    @Test
    void pull_unknownNameOrRevision_saysWhich() {
        assertThatThrownBy(() -> client().pull(HubModel.parse("hf:org/other"), PullListener.NONE))
                .hasMessageContaining("hf:org/other is not on the Hub");
        hub.spoilListing(new TestingHub.Fault.Status(404, Map.of("X-Error-Code", "RevisionNotFound")));
        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE)).hasMessageContaining("has no revision main");
    }

    @Test
    void pull_tooManyRequests_waitsAsLongAsTheServerSays() throws Exception {
        hub.spoilListing(new TestingHub.Fault.Status(429, Map.of("Retry-After", "17")));
        hub.spoilListing(new TestingHub.Fault.Status(503, Map.of()));
        hub.spoilListing(new TestingHub.Fault.Status(429, Map.of("Retry-After", LONG_AGO)));

        client().pull(MODEL, PullListener.NONE);

        assertThat(pauses).containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(2), Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", IN_THE_FUTURE})
    void pull_serverWantsToBeLeftAlone_isNotWaitedFor(String retryAfter) {
        hub.spoilListing(new TestingHub.Fault.Status(429, Map.of("Retry-After", retryAfter)));

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE)).hasMessageContaining("left alone");
        assertThat(pauses).isEmpty();
    }

    @Test
    void pull_fileNameLeadsOutOfTheCache_isRefused() {
        hub.add(TestingRepo.tiny(weights).with("../../../1_Pooling/config.json", new byte[1]));

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE))
                .hasMessageContaining("outside of the repository");
        assertThat(hub.downloads()).isEmpty();
    }

    @Test
    void pull_onlyPickles_isRefusedBeforeAnythingIsFetched() {
        hub.add(TestingRepo.tiny(weights).without("model.safetensors"));

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE)).hasMessageContaining("no model.safetensors");
        assertThat(hub.downloads()).isEmpty();
    }

    @Test
    void pull_twiceAtOnce_fetchesOnce() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<Snapshot> one = both.submit(() -> client().pull(MODEL, PullListener.NONE));
            Future<Snapshot> two = both.submit(() -> client().pull(MODEL, PullListener.NONE));

            assertThat(one.get()).isEqualTo(two.get());
        }
        assertThat(hub.requests()).filteredOn(request -> !request.atHub()).hasSize(1);
    }

    @Test
    void pull_revisionMoved_followsItAndKeepsTheOldCommit() throws Exception {
        client().pull(MODEL, PullListener.NONE);
        hub.add(TestingRepo.tiny(weights).at(OTHER_COMMIT).with("config.json", "{}".getBytes(UTF_8)));

        assertThat(client().open(MODEL, PullListener.NONE).commit()).isEqualTo(TestingRepo.COMMIT);
        assertThat(client().pull(MODEL, PullListener.NONE).commit()).isEqualTo(OTHER_COMMIT);
        assertThat(client().open(MODEL, PullListener.NONE).commit()).isEqualTo(OTHER_COMMIT);

        assertThat(hub.requests()).filteredOn(request -> !request.atHub()).hasSize(1);
        assertThat(client().list())
                .extracting(model -> model.snapshot().commit(), CachedModel::revisions)
                .containsExactly(tuple(TestingRepo.COMMIT, List.of()), tuple(OTHER_COMMIT, List.of("main")));
    }

    @Test
    void pull_noSymbolicLinks_hasTheFilesAllTheSame() throws Exception {
        HubSettings settings = new HubSettings(hub.endpoint(), cache, Optional.empty(), false, false);

        Snapshot snapshot = new ModelHub(settings, Duration.ofSeconds(10), pauses::add).pull(MODEL, PullListener.NONE);

        assertThat(snapshot.folder().resolve("model.safetensors"))
                .hasBinaryContent(weights)
                .isRegularFile()
                .matches(file -> !Files.isSymbolicLink(file));
    }

    @Test
    void open_pulledBefore_asksNobody() throws Exception {
        client().pull(MODEL, PullListener.NONE);
        hub.close();

        assertThat(client().open(MODEL, PullListener.NONE).folder().resolve("config.json"))
                .exists();
    }

    @Test
    void pull_nobodyListens_saysWhoDoesNot() {
        hub.close();

        assertThatThrownBy(() -> client().pull(MODEL, PullListener.NONE))
                .hasMessageContaining("no connection to " + hub.endpoint().getAuthority())
                .asInstanceOf(type(HubException.class))
                .returns(Fault.UNREACHABLE, HubException::fault);
    }

    @Test
    void open_aFileIsGone_fetchesIt() throws Exception {
        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);
        Files.delete(snapshot.folder().resolve("1_Pooling/config.json").toRealPath());

        client().open(MODEL, PullListener.NONE);

        assertThat(snapshot.folder().resolve("1_Pooling/config.json")).exists();
    }

    @Test
    void open_cacheOfAnotherClientAndNoHub_usesWhatLooksComplete() throws Exception {
        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);
        Files.delete(cache.resolve("models--org--tiny/trees/" + TestingRepo.COMMIT + ".json"));
        hub.close();

        assertThat(client().open(MODEL, PullListener.NONE)).isEqualTo(snapshot);
    }

    @Test
    void open_offline_usesTheCacheOrSaysWhatIsMissing() throws Exception {
        assertThatThrownBy(() -> offline().open(MODEL, PullListener.NONE))
                .hasMessageContaining("HF_HUB_OFFLINE")
                .hasMessageContaining("not in the cache");
        Snapshot snapshot = client().pull(MODEL, PullListener.NONE);
        assertThat(offline().open(MODEL, PullListener.NONE)).isEqualTo(snapshot);
        assertThat(offline().pull(MODEL, PullListener.NONE)).isEqualTo(snapshot);

        Files.delete(snapshot.folder().resolve("model.safetensors"));

        assertThatThrownBy(() -> offline().open(MODEL, PullListener.NONE))
                .hasMessageContaining("lacks model.safetensors");
    }

    @Test
    void list_freshCache_isEmpty() {
        assertThat(new ModelHub(new HubSettings(hub.endpoint(), cache.resolve("none"), Optional.empty(), true, true))
                        .list())
                .isEmpty();
    }

    private void spoilWeights(TestingHub.Fault fault) {
        // The weights come last, after four small files.
        for (int i = 0; i < 4; i++) {
            hub.spoilContent(new TestingHub.Fault.IgnoreRange());
        }
        hub.spoilContent(fault);
    }

    private List<Optional<String>> weightRanges() {
        return hub.requests().stream()
                .filter(request -> !request.atHub())
                .map(TestingHub.Request::range)
                .toList();
    }

    private String weightsName() {
        return TestingRepo.tiny(weights).checksum("model.safetensors");
    }

    private Path partial() {
        return cache.resolve("models--org--tiny/blobs/" + weightsName() + ".kalmstream.incomplete");
    }

    private static PullListener recording(List<Long> progress) {
        return new PullListener() {
            @Override
            public void at(String file, long present, long bytes) {
                progress.add(present);
            }
        };
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private ModelHub client() {
        return client(Optional.empty());
    }

    private ModelHub client(Optional<HubToken> token) {
        HubSettings settings = new HubSettings(hub.endpoint(), cache, token, false, true);
        return new ModelHub(settings, Duration.ofSeconds(10), pauses::add);
    }

    private ModelHub offline() {
        return new ModelHub(new HubSettings(hub.endpoint(), cache, Optional.empty(), true, true));
    }
}
