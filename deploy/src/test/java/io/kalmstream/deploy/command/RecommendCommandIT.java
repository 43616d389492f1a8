package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.local.StackPorts;
import io.kalmstream.deploy.quickstart.Addresses;
import io.kalmstream.deploy.quickstart.AudienceResult;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.deploy.quickstart.Quickstart;
import io.kalmstream.deploy.quickstart.QuickstartSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples and their users on everything real, and the commands that ask what resembles what, and who should see what. */
final class RecommendCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Quickstart quickstart;
    private static Addresses at;
    private static AudienceResult audience;

    @BeforeAll
    static void start() throws Exception {
        quickstart = Quickstart.start(
                new QuickstartSettings(folder.resolve("data"), new StackPorts(0, 0, 0), 0, null, ModelChoice.builtIn()),
                Home.find());
        at = quickstart.addresses();
        assertThat(quickstart.feed(new Quiet()).problems()).isEmpty();
        audience = quickstart.recommend(new Quiet());
    }

    @AfterAll
    static void stop() {
        quickstart.close();
    }

    @Test
    void everyInteraction_isAnswered_withNothingSeen_noDuplicate_andNoneOfOthers() {
        assertThat(audience.problems()).isEmpty();
        assertThat(audience.report().interactions()).isEqualTo(150);
        assertThat(audience.report().answered()).isEqualTo(150);
    }

    @Test
    void user_isToldWhatAWorkerSaidLast() throws Exception {
        JsonNode told = JSON.readTree(
                user(ExitCode.OK, "ada", "--tenant", "acme", "--json").getFirst());

        assertThat(told.path("user_id").asText()).isEqualTo("ada");
        assertThat(told.path("cold_start").asBoolean()).isFalse();
        assertThat(ids(told.path("items"))).isEqualTo(shown());
        assertThat(told.path("items").path(0).path("text").asText()).isNotEmpty();
        assertThat(user(ExitCode.OK, "ada", "--tenant", "acme"))
                .first()
                .asString()
                .startsWith("Told ada at ");
        // Another tenant's user of that name is somebody else.
        assertThat(user(ExitCode.DATA, "ada")).isEmpty();
    }

    @Test
    void interactions_ofAFile_changeWhatTheUserIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("more.jsonl"), """
            {"user_id": "pat", "item_id": "eng-k8s-oom", "kind": "dislike", "tenant": "acme"}
            {"user_id": "pat", "item_id": "home-tomato-blight", "kind": "nonsense", "tenant": "acme"}
            {"user_id": "pat", "item_id": "home-tomato-blight", "kind": "like", "weight": 2, "tenant": "acme"}
            """);

        run(
                ExitCode.OK,
                "produce",
                "--interactions",
                "--input",
                file.toString(),
                "--topic",
                at.interactions(),
                "--bootstrap",
                at.kafka(),
                "--registry",
                at.registry());

        JsonNode told = toldWhenSomething("pat");
        assertThat(told.path("based_on"))
                .hasSize(1)
                .first()
                .extracting(JsonNode::asText)
                .isEqualTo("home-tomato-blight");
        assertThat(ids(told.path("items"))).isNotEmpty().doesNotContain("home-tomato-blight", "eng-k8s-oom");
    }

    @Test
    void similar_leavesOutTheDocument_itsCopies_andOtherTenants() throws Exception {
        JsonNode hits = JSON.readTree(run(
                        ExitCode.OK,
                        "similar",
                        "--id",
                        "ticket-48277",
                        "--tenant",
                        "acme",
                        "--json",
                        "--qdrant",
                        at.qdrant())
                .getFirst());

        assertThat(ids(hits)).hasSize(10).doesNotContain("ticket-48277", "ticket-48278", "ticket-48279");
        assertThat(hits)
                .allSatisfy(hit -> assertThat(hit.path("tenant").asText()).isEqualTo("acme"));
        run(ExitCode.DATA, "similar", "--id", "ticket-48277", "--qdrant", at.qdrant());
        run(ExitCode.USAGE, "similar", "--qdrant", at.qdrant());
    }

    @Test
    void likeAndUnlike_moveTheAnswer() throws Exception {
        List<String> like = ids(examples("--like", "home-tomato-blight,recipe-pickled-red-onions"));
        List<String> unlike = ids(examples("--like", "home-tomato-blight", "--unlike", like.getFirst()));

        assertThat(like).hasSize(10).doesNotContain("home-tomato-blight", "recipe-pickled-red-onions");
        assertThat(unlike)
                .hasSize(10)
                .doesNotContain("home-tomato-blight", like.getFirst())
                .isNotEqualTo(like);
        assertThat(ids(examples("--unlike", "home-tomato-blight", "--strategy", "best_score")))
                .hasSize(10);
    }

    @Test
    void examplesThatAreNotThere_areLeftOut_butNotAllOfThem() throws Exception {
        assertThat(ids(examples("--like", "home-tomato-blight,never-there")))
                .isEqualTo(ids(examples("--like", "home-tomato-blight")));
        recommend(ExitCode.DATA, "--like", "never-there", "--tenant", "acme");
    }

    @Test
    void whatMakesNoSense_isRefused() {
        recommend(ExitCode.USAGE);
        recommend(ExitCode.USAGE, "--user", "ada", "--like", "a");
        recommend(ExitCode.USAGE, "--unlike", "home-tomato-blight");
        recommend(ExitCode.USAGE, "--like", "home-tomato-blight", "--diversity", "2");
        recommend(ExitCode.USAGE, "--like", "home-tomato-blight", "--limit", "0");
        recommend(ExitCode.CONFIGURATION, "--like", "home-tomato-blight", "--collection", "none");
        assertThat(user(ExitCode.CONFIGURATION, "ada", "--topic", "none")).isEmpty();
    }

    private static List<String> shown() {
        AudienceResult.Shown shown = audience.shown();
        assertThat(shown).isNotNull();
        return shown.items().stream().map(point -> point.key().id()).toList();
    }

    private static JsonNode toldWhenSomething(String who) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            List<String> lines = TestingCommandLine.lines(
                    Set.of(ExitCode.OK, ExitCode.DATA),
                    "recommend",
                    "--user=" + who,
                    "--tenant=acme",
                    "--json",
                    "--qdrant=" + at.qdrant(),
                    "--bootstrap=" + at.kafka(),
                    "--registry=" + at.registry());
            if (!lines.isEmpty()) {
                JsonNode told = JSON.readTree(lines.getFirst());
                if (!told.path("cold_start").asBoolean()) {
                    return told;
                }
            }
            assertThat(System.nanoTime())
                    .as("time until %s is told something", who)
                    .isLessThan(deadline);
        }
    }

    private static JsonNode examples(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--tenant", "acme", "--json"));
        return JSON.readTree(recommend(ExitCode.OK, all.toArray(String[]::new)).getFirst());
    }

    private static List<String> user(int code, String who, String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--user", who, "--bootstrap", at.kafka(), "--registry", at.registry()));
        all.addAll(List.of(arguments));
        return recommend(code, all.toArray(String[]::new));
    }

    private static List<String> recommend(int code, String... arguments) {
        List<String> all = new ArrayList<>(List.of("recommend", "--qdrant", at.qdrant()));
        all.addAll(List.of(arguments));
        return run(code, all.toArray(String[]::new));
    }

    private static List<String> run(int code, String... arguments) {
        return TestingCommandLine.lines(code, arguments);
    }

    private static List<String> ids(JsonNode hits) {
        List<String> ids = new ArrayList<>();
        hits.forEach(hit -> ids.add(hit.path("id").asText()));
        return ids;
    }

    /** Nobody looks. */
    private static final class Quiet implements Progress {
        @Override
        public void say(String line) {}

        @Override
        public void at(long done, long total) {}

        @Override
        public void close() {}
    }
}
