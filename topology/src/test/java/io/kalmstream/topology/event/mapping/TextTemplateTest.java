package io.kalmstream.topology.event.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTemplateTest {
    private static final String JSON = """
        {"title": " T ", "body": "B", "n": 3, "yes": true, "none": null, "list": [1, "x", null, {"a": "in"}], "author": {"name": "N"},
         "author.name": "direct", "a": {"b": {"c": "deep"}}}\
        """;

    @Test
    void render_putsFieldsIn() throws JacksonException {
        assertThat(render("{title}: {body} {n} {yes}")).isEqualTo("T : B 3 true");
        assertThat(render("{ a.b.c }")).isEqualTo("deep");
        assertThat(render("{author.name}")).isEqualTo("direct");
    }

    @Test
    void render_leavesNothing_whereThereIsNoText() throws JacksonException {
        assertThat(render("{missing}{none}{author}{a.x.y}{body.x}")).isEmpty();
        assertThat(render("{missing}\\n{body}\\n")).isEqualTo("B");
    }

    @Test
    void render_leavesNothing_whereOnlyTheTemplateHasWords() throws JacksonException {
        assertThat(render("Title: {missing}, by {author}")).isEmpty();
        assertThat(render("Title: {missing}, by {author.name}")).isEqualTo("Title: , by direct");
    }

    @Test
    void render_writesSeveralValuesOneAfterTheOther() throws JacksonException {
        assertThat(render("{list}")).isEqualTo("1, x");
        assertThat(render("{list.a}")).isEqualTo("in");
    }

    @Test
    void parse_understandsEscapes() throws JacksonException {
        assertThat(render("{body}\\n\\t\\{\\}\\\\.")).isEqualTo("B\n\t{}\\.");
        assertThat(render("{body}\n{body}}")).isEqualTo("B\nB}");
    }

    @Test
    void render_takesNoValueForATemplate() throws JacksonException {
        assertThat(TextTemplate.parse("{a}")
                        .render(JsonValues.group(new JsonMapper().readTree("{\"a\":\"{b}\\\\n\",\"b\":\"x\"}"))))
                .isEqualTo("{b}\\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no field",
                "{title",
                "{}",
                "{ }",
                "{a}\\",
                "{a}\\x",
                "{{a}}",
                "{a|upper}",
                "{a:10}",
                "{#if a}",
                "{a..b}",
                "{.a}",
                "{a.}",
                "{a[0]}",
                "{a?}"
            })
    void parse_saysWhatIsWrong(String template) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTemplate.parse(template))
                .withMessageContaining("`" + template + "`");
    }

    private static String render(String template) throws JacksonException {
        return TextTemplate.parse(template).render(JsonValues.group(new JsonMapper().readTree(JSON)));
    }
}
