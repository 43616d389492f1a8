package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsTest {
    private static final String V1 = "KaLM-embedding-multilingual-mini-instruct-v1";
    private static final String V25 = "KaLM-embedding-multilingual-mini-instruct-v2.5";
    private static final String GEMMA3 = "KaLM-Embedding-Gemma3-12B-2511";
    private static final String CODE = "{\"AutoModel\": \"modeling.Qwen2Model\"}";

    @TempDir
    private Path parent;

    /** ask: what the user asks for; causal: is_causal of the file; code: whether there is an auto_map. */
    @ParameterizedTest
    @CsvSource({
        // name,     origin, causal, code,  ask,           chosen,        warned, source
        "any,         ,       ,      false, ,              CAUSAL,        false, architecture",
        "any,         ,       false, false, ,              BIDIRECTIONAL, false, config.json is_causal",
        "any,         ,       true,  true,  ,              CAUSAL,        false, config.json is_causal",
        "any,         ,       false, true,  ,              BIDIRECTIONAL, false, config.json is_causal",
        "any,         ,       ,      true,  BIDIRECTIONAL, BIDIRECTIONAL, false, option",
        "any,         ,       ,      false, BIDIRECTIONAL, BIDIRECTIONAL, true,  option",
        "any,         ,       ,      false, CAUSAL,        CAUSAL,        false, option",
        V25 + ",      ,       ,      false, ,              BIDIRECTIONAL, true,  known model KaLM V2.5",
        V25 + ",      ,       ,      true,  ,              BIDIRECTIONAL, true,  known model KaLM V2.5",
        V25 + ",      ,       false, true,  ,              BIDIRECTIONAL, false, config.json is_causal",
        V25 + ",      ,       true,  true,  ,              CAUSAL,        true,  config.json is_causal",
        V25 + ",      ,       ,      true,  CAUSAL,        CAUSAL,        true,  option",
        V1 + ",       ,       ,      false, ,              CAUSAL,        false, known model KaLM V1",
        V1 + ".5,     ,       ,      false, ,              CAUSAL,        false, known model KaLM V1.5",
        V1 + ".6,     ,       ,      false, ,              CAUSAL,        false, architecture",
        "mine,        K/" + V25 + ", , true, ,             BIDIRECTIONAL, true,  known model KaLM V2.5",
        "mine,        K/" + V1 + ",  , false, ,            CAUSAL,        true,  known model KaLM V1 by config.json",
    })
    void plan_attention_isChosenAndExplained(
            String name,
            String origin,
            String causal,
            boolean code,
            Attention ask,
            Attention chosen,
            boolean warned,
            String source) {
        TestingCheckpoint checkpoint = named(name);
        set(checkpoint, "_name_or_path", origin == null ? null : '"' + origin + '"');
        set(checkpoint, "is_causal", causal);
        set(checkpoint, "auto_map", code ? CODE : null);

        ModelPlan plan = checkpoint.plan(
                ask == null
                        ? EncoderOptions.defaults()
                        : EncoderOptions.defaults().withAttention(ask));

        Decision decision = decision(plan, "encoder.attention");
        assertThat(plan.attention()).isEqualTo(chosen);
        assertThat(decision.value()).isEqualTo(chosen.name().toLowerCase(Locale.ROOT));
        assertThat(decision.source()).startsWith(source);
        assertThat(decision.warning().isPresent()).isEqualTo(warned);
    }

    @ParameterizedTest
    @CsvSource({"any,", "any,K/" + V1, V25 + "6,"})
    void plan_attentionThatNobodyKnows_isAskedOfTheUser(String name, String origin) {
        TestingCheckpoint checkpoint = named(name).config("auto_map", CODE);
        set(checkpoint, "_name_or_path", origin == null ? null : '"' + origin + '"');

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("encoder.attention=bidirectional or causal")
                .hasMessageContaining("auto_map");
    }

    @Test
    void plan_attentionContradictory_isRefused() {
        TestingCheckpoint checkpoint =
                named("any").config("is_causal", "true").config("use_bidirectional_attention", "true");

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("use_bidirectional_attention");
    }

    @Test
    void plan_bertAskedToBeCausal_isRefused() {
        TestingCheckpoint checkpoint = TestingCheckpoint.bert(parent);

        assertThatThrownBy(() -> checkpoint.plan(EncoderOptions.defaults().withAttention(Attention.CAUSAL)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("encoder.attention=causal");
    }

    @Test
    void plan_nameOfAnotherArchitecture_isNotKnown() {
        ModelPlan plan = TestingCheckpoint.gemma3(parent.resolve(V25)).plan();

        assertThat(decision(plan, "encoder.attention").source()).startsWith("architecture");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'pooling_mode_cls_token': true, 'pooling_mode_mean_tokens': false} | CLS",
                "{'pooling_mode_mean_tokens': true} | MEAN",
                "{'pooling_mode_lasttoken': true} | LAST_TOKEN",
                "{} | MEAN",
                "{'pooling_mode': 'lasttoken', 'embedding_dimension': 16} | LAST_TOKEN",
                "{'pooling_mode': ['cls']} | CLS",
                "{'pooling_mode': 'cls', 'pooling_mode_mean_tokens': true} | CLS",
            })
    void plan_poolingFile_isReadInBothStyles(String json, Pooling pooling) {
        ModelPlan plan = named("any")
                .json("1_Pooling/config.json", json.replace('\'', '"'))
                .plan();

        assertThat(plan.pooling()).isEqualTo(pooling);
        assertThat(decision(plan, "encoder.pooling").source()).isEqualTo("1_Pooling/config.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'pooling_mode_max_tokens': true} | max",
                "{'pooling_mode_cls_token': true, 'pooling_mode_mean_tokens': true} | cls, mean",
                "{'pooling_mode': 'weightedmean'} | weightedmean",
                "{'pooling_mode_novel': true} | pooling_mode_novel",
                "{'word_embedding_dimension': 768, 'pooling_mode_mean_tokens': true} | word_embedding_dimension",
            })
    void plan_poolingNotImplemented_isRefused(String json, String named) {
        TestingCheckpoint checkpoint = named("any").json("1_Pooling/config.json", json.replace('\'', '"'));

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("1_Pooling/config.json")
                .hasMessageContaining(named);
    }

    @Test
    void plan_noModules_poolingIsAskedOfTheUserOrKnown() {
        TestingCheckpoint unknown = named("any").without("modules.json");
        assertThatThrownBy(unknown::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("encoder.pooling=mean, cls or last_token");
        assertThat(unknown.plan(EncoderOptions.defaults().withPooling(Pooling.CLS))
                        .pooling())
                .isEqualTo(Pooling.CLS);

        ModelPlan known = named(V25).without("modules.json").plan();
        assertThat(known.pooling()).isEqualTo(Pooling.MEAN);
        assertThat(decision(known, "encoder.pooling").warning()).isPresent();
    }

    @Test
    void plan_poolingOfTheFileAgainstTheKnown_isBelievedAndSaid() {
        ModelPlan plan = named(V25)
                .json("1_Pooling/config.json", "{\"pooling_mode\": \"lasttoken\"}")
                .plan();

        assertThat(plan.pooling()).isEqualTo(Pooling.LAST_TOKEN);
        assertThat(decision(plan, "encoder.pooling").warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("the file was believed"));
    }

    @Test
    void plan_promptsOfKnownModels_areTheirAuthorsByteForByte() {
        String v1 = "Instruct: Given a query, retrieve documents that answer the query. \n Query: ";
        String v2 = "Instruct: Given a query, retrieve documents that answer the query \n Query: ";
        String gemma3 = "Instruct: Given a query, retrieve documents that answer the query \nQuery: ";

        assertThat(named(V1).plan().prompts()).isEqualTo(new Prompts(v1, ""));
        assertThat(named(V25).plan().prompts()).isEqualTo(new Prompts(v2, ""));
        assertThat(TestingCheckpoint.gemma3(parent.resolve(GEMMA3)).plan().prompts())
                .isEqualTo(new Prompts(gemma3, ""));
        assertThat(decision(named(V1).plan(), "encoder.prompt.query").warning()).isPresent();
        assertThat(decision(named(V1).plan(), "encoder.prompt.document").warning())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'query': 'q: ', 'document': 'd: '} | null | `q: ` | `d: ` | false",
                "{'query': 'q: ', 'passage': 'p: '} | null | `q: ` | `p: ` | false",
                "{'query': 'q: ', 'corpus': 'c: '} | null | `q: ` | `c: ` | false",
                "{'query': '', 'document': ''} | null | `` | `` | false",
                "{'s2s': 'all: '} | 's2s' | `all: ` | `all: ` | true",
                "{'s2s': 'all: '} | null | `` | `` | false",
                "{} | null | `` | `` | false",
            })
    void plan_promptFile_isRead(String prompts, String fallback, String query, String document, boolean warned) {
        ModelPlan plan = named("any")
                .json(
                        "config_sentence_transformers.json",
                        ("{'prompts': " + prompts + ", 'default_prompt_name': " + fallback + "}").replace('\'', '"'))
                .plan();

        assertThat(plan.prompts()).isEqualTo(new Prompts(query, document));
        assertThat(decision(plan, "encoder.prompt.query").warning().isPresent()).isEqualTo(warned);
    }

    @Test
    void plan_promptOfTheFileAgainstTheKnown_isBelievedAndSaid() {
        ModelPlan plan = named(V25)
                .json("config_sentence_transformers.json", "{\"prompts\": {\"query\": \"Instruct: x\\nQuery: \"}}")
                .plan();

        assertThat(plan.prompts().query()).isEqualTo("Instruct: x\nQuery: ");
        assertThat(decision(plan, "encoder.prompt.query")).satisfies(decision -> {
            assertThat(decision.value()).isEqualTo("\"Instruct: x\\nQuery: \"");
            assertThat(decision.warning()).isPresent();
        });
    }

    @Test
    void plan_defaultPromptThatIsNone_isRefused() {
        TestingCheckpoint checkpoint = named("any")
                .json("config_sentence_transformers.json", "{\"prompts\": {}, \"default_prompt_name\": \"x\"}");

        assertThatThrownBy(checkpoint::plan).hasMessageContaining("default_prompt_name is \"x\"");
    }

    @Test
    void plan_poolingWithoutThePrompt_isAllowedOnlyWithoutPrompts() {
        TestingCheckpoint checkpoint =
                named("any").json("1_Pooling/config.json", "{\"pooling_mode\": \"mean\", \"include_prompt\": false}");

        assertThat(checkpoint.plan().pooling()).isEqualTo(Pooling.MEAN);
        assertThatThrownBy(() -> checkpoint.plan(EncoderOptions.defaults().withPrompts(new Prompts("q: ", ""))))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("include_prompt");
    }

    @ParameterizedTest
    @CsvSource({
        // name, sentence_bert, tokenizer, chosen, source
        "any, 128, , 128, sentence_bert_config.json max_seq_length",
        "any, 4096, , 1024, config.json max_position_embeddings",
        "any, , 256, 256, tokenizer_config.json model_max_length",
        "any, , 1000000000000000019884624838656, 1024, config.json max_position_embeddings",
        "any, , , 1024, config.json max_position_embeddings",
        "any, 600, 256, 600, sentence_bert_config.json max_seq_length",
        V25
                + ", 1000, , 512, 'known model KaLM V2.5 by the folder''s name, whose authors use so many;"
                + " sentence_bert_config.json max_seq_length allows 1000'",
        V25 + ", 128, , 128, sentence_bert_config.json max_seq_length",
    })
    void plan_maxTokens_isTheLeastThatIsSaid(String name, String file, String tokenizer, int chosen, String source) {
        TestingCheckpoint checkpoint = named(name)
                .json("sentence_bert_config.json", "{\"max_seq_length\": " + file + "}")
                .json("tokenizer_config.json", "{\"model_max_length\": " + tokenizer + "}");

        Decision decision = decision(checkpoint.plan(), "encoder.max.tokens");

        assertThat(decision.value()).isEqualTo(Integer.toString(chosen));
        assertThat(decision.source()).isEqualTo(source);
    }

    @Test
    void plan_maxTokensAsked_mayBeAnythingThePositionsAllow() {
        TestingCheckpoint checkpoint = named("any");
        ModelPlan plan = checkpoint.plan(EncoderOptions.defaults().withMaxTokens(1024));

        assertThat(plan.card().maxTokens()).isEqualTo(1024);
        assertThat(decision(plan, "encoder.max.tokens").warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("128"));
        for (int refused : new int[] {1025, 2, -1}) {
            assertThatThrownBy(() -> checkpoint.plan(EncoderOptions.defaults().withMaxTokens(refused)))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("encoder.max.tokens is " + refused)
                    .hasMessageContaining("3 to 1024");
        }
    }

    @Test
    void plan_dimensions_areRefusedAboveTheModelsAndQuestionedWhereUntrained() {
        TestingCheckpoint checkpoint = named(V25);

        assertThat(checkpoint.plan().card().dimensions()).isEqualTo(16);
        ModelPlan cut = checkpoint.plan(EncoderOptions.defaults().withDimensions(8));
        assertThat(cut.card().dimensions()).isEqualTo(8);
        assertThat(decision(cut, "encoder.dimensions").warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("[896, 512, 256, 128, 64]"));
        for (int refused : new int[] {17, 0}) {
            assertThatThrownBy(() -> checkpoint.plan(EncoderOptions.defaults().withDimensions(refused)))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("encoder.dimensions is " + refused)
                    .hasMessageContaining("1 to 16");
        }
    }

    @Test
    void plan_longTexts_areWarnedOfTheirMemory() {
        ModelPlan plan = TestingCheckpoint.gemma3(parent)
                .without("sentence_bert_config.json")
                .plan();

        assertThat(decision(plan, "memory").warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("131072", "encoder.max.tokens"));
    }

    @Test
    void plan_lowerCase_isPassedOn() {
        assertThat(named("any").plan().lowerCase()).isFalse();
        assertThat(named("any")
                        .json("sentence_bert_config.json", "{\"max_seq_length\": 128, \"do_lower_case\": true}")
                        .plan()
                        .lowerCase())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sentence_bert_config.json | query_length | 32",
                "sentence_bert_config.json | query_expansion | {\"length\":32}",
                "sentence_bert_config.json | tokenizer_args | {\"use_fast\":false}",
                "sentence_bert_config.json | transformer_task | \"fill-mask\"",
                "sentence_bert_config.json | module_output_name | \"scores\"",
                "sentence_bert_config.json | modality_config | {\"text\":{\"method\":\"get_text_features\"}}",
                "tokenizer_config.json | truncation_side | \"left\"",
            })
    void plan_sentenceTransformersSetting_isRefusedByKey(String file, String key, String value) {
        TestingCheckpoint checkpoint = named("any").json(file, "{}").set(file, key, value);

        assertThatThrownBy(checkpoint::plan)
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(file)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(key, "method"));
    }

    private TestingCheckpoint named(String name) {
        return TestingCheckpoint.qwen2(parent.resolve(name));
    }

    private static void set(TestingCheckpoint checkpoint, String key, @Nullable String value) {
        if (value != null) {
            checkpoint.config(key, value);
        }
    }

    private static Decision decision(ModelPlan plan, String key) {
        Optional<Decision> found = plan.decisions().stream()
                .filter(decision -> decision.key().equals(key))
                .findFirst();
        return found.orElseThrow();
    }
}
