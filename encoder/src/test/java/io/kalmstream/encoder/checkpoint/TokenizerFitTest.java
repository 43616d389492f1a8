package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.text.TestingTokenizerJson;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerFitTest {
    private static final String V25 = "KaLM-embedding-multilingual-mini-instruct-v2.5";

    @TempDir
    private Path parent;

    @Test
    void plan_idBehindTheEmbeddings_isRefusedNamingBoth() {
        assertRefused(
                checkpoint("m")
                        .change("tokenizer.json", json -> ((ObjectNode) json.at("/added_tokens/0")).put("id", 24)),
                "tokenizer.json has the token id 24",
                "vocab_size is 24");
        assertRefused(
                checkpoint("m").change("tokenizer.json", json -> ((ObjectNode) json.at("/model/vocab")).put("dog", 99)),
                "the token id 99");
    }

    @Test
    void plan_specialTokenThatIsNone_isRefused() {
        assertRefused(
                checkpoint("m")
                        .change(
                                "tokenizer.json",
                                json -> json.withArray("added_tokens").removeAll()),
                "adds the token id 23");
        assertRefused(
                checkpoint("m")
                        .change(
                                "tokenizer.json",
                                json -> ((ObjectNode) json.at("/post_processor/special_tokens")).removeAll()),
                "special token");
    }

    @Test
    void plan_noTokenizer_saysSo() {
        assertRefused(checkpoint("m").without("tokenizer.json"), "tokenizer.json is missing");
    }

    @Test
    void plan_noVocabulary_isRefused() {
        assertRefused(checkpoint("m").json("tokenizer.json", "{\"model\": {}}"), "expected a vocabulary");
    }

    @Test
    void plan_pointerInsteadOfATokenizer_isCalledThat() {
        assertRefused(
                checkpoint("m")
                        .without("tokenizer.json")
                        .file("tokenizer.json", "version https://git-lfs.github.com/spec/v1\n"),
                "Git LFS pointer");
    }

    @Test
    void plan_truncationAtTheLeft_isRefused() {
        assertRefused(
                checkpoint("m").set("tokenizer.json", "truncation", "{\"direction\": \"Left\", \"max_length\": 8}"),
                "truncation at the right");
    }

    @Test
    void plan_v25WithoutEndToken_isWarnedAbout() {
        ModelPlan plan = checkpoint(V25)
                .json("tokenizer.json", TestingTokenizerJson.withoutEnd())
                .plan();

        assertThat(end(plan).warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("KaLM V2.5"));
        assertThat(end(checkpoint("other")
                                .json("tokenizer.json", TestingTokenizerJson.withoutEnd())
                                .plan())
                        .warning())
                .isEmpty();
        assertThat(end(checkpoint(V25).plan()).warning()).isEmpty();
    }

    @Test
    void plan_configAsksForAnEndThatTheTokenizerHasNot_isWarnedAbout() {
        ModelPlan plan = checkpoint("m")
                .json("tokenizer.json", TestingTokenizerJson.withoutEnd())
                .json("tokenizer_config.json", "{\"add_eos_token\": true}")
                .plan();

        assertThat(end(plan).warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("add_eos_token"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type': 'BertProcessing', 'sep': ['b', 2], 'cls': ['a', 1]} | 2",
                "{'type': 'RobertaProcessing', 'sep': ['b', 2], 'cls': ['a', 1]} | 2",
                "{'type': 'ByteLevel', 'add_prefix_space': true} | -1",
                "{'type': 'Sequence', 'processors': [{'type': 'ByteLevel'}, {'type': 'TemplateProcessing',"
                        + " 'single': [{'Sequence': {'id': 'A'}}, {'SpecialToken': {'id': 'e'}}],"
                        + " 'special_tokens': {'e': {'ids': [23]}}}]} | 23",
                "{'type': 'TemplateProcessing', 'single': [{'SpecialToken': {'id': 'e'}}, {'Sequence': {'id': 'A'}}],"
                        + " 'special_tokens': {'e': {'ids': [23]}}} | -1",
            })
    void read_postProcessor_knowsTheEnd(String processor, int end) {
        Path folder = checkpoint("m")
                .set("tokenizer.json", "post_processor", processor.replace('\'', '"'))
                .write();

        assertThat(TokenizerFile.read(folder.resolve("tokenizer.json")).end())
                .isEqualTo(end < 0 ? OptionalInt.empty() : OptionalInt.of(end));
    }

    @Test
    void read_vocabularyAsAList_countsIt() {
        Path folder = checkpoint("m")
                .set("tokenizer.json", "model", "{\"type\": \"Unigram\", \"vocab\": [[\"a\", -1.5], [\"b\", -2.0]]}")
                .set("tokenizer.json", "added_tokens", "[]")
                .write();

        assertThat(TokenizerFile.read(folder.resolve("tokenizer.json")).highest())
                .isEqualTo(1);
    }

    private TestingCheckpoint checkpoint(String name) {
        return TestingCheckpoint.qwen2(parent.resolve(name));
    }

    private static Decision end(ModelPlan plan) {
        return plan.decisions().stream()
                .filter(decision -> decision.key().startsWith("tokenizer.json"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(TestingCheckpoint checkpoint, String... parts) {
        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
    }
}
