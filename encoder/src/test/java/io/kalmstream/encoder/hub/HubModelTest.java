package io.kalmstream.encoder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubModelTest {
    @Test
    void parse_nameAndRevision_areTold() {
        assertThat(HubModel.parse("hf:org/name-v2.5")).isEqualTo(new HubModel("org/name-v2.5", "main"));
        assertThat(HubModel.parse("hf:org/name@refs/pr/4")).isEqualTo(new HubModel("org/name", "refs/pr/4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf:org/name", "hf:org/name@v1", "hf:name"})
    void toString_anyModel_isReadBack(String name) {
        assertThat(HubModel.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf:",
                "hf:/name",
                "hf:org/",
                "hf:a/b/c",
                "hf:../x",
                "hf:org/..",
                "hf:org/na me",
                "hf:org/na\\me",
                "hf:a--b/c",
                "hf:org/name@",
                "hf:org/name@../../x",
                "hf:org/name@a//b",
                "hf:org/name@/a",
                "hf:org/name@a?b",
                "org/name"
            })
    void parse_whatWouldLeadElsewhere_isRefused(String name) {
        assertThatThrownBy(() -> HubModel.parse(name)).isInstanceOf(HubException.class);
    }

    @Test
    void folder_name_isTheOneOfTheHubsLibrary() {
        HubModel model = HubModel.parse("hf:org/name");

        assertThat(model.folder()).isEqualTo("models--org--name");
        assertThat(HubModel.ofFolder(model.folder(), "main")).isEqualTo(model);
    }
}
