package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigKeysTest {
    @Test
    void aKey_isInOneGroup() {
        List<String> keys = ConfigKeys.groups().stream()
                .flatMap(group -> group.definition().names().stream())
                .toList();

        assertThat(keys).doesNotHaveDuplicates().contains("input.topic", "basic.auth.user.info", "http.port");
    }

    @Test
    void aGroup_hasAName_andASentenceForEachKey() {
        assertThat(ConfigKeys.groups()).extracting(KeyGroup::name).doesNotHaveDuplicates();
        assertThat(ConfigKeys.groups())
                .flatExtracting(group -> group.definition().configKeys().values())
                .filteredOn(key -> !key.name.startsWith("schema.registry.ssl."))
                .allSatisfy(key -> assertThat(key.documentation).as(key.name).matches("[A-Za-z0-9].*\\."));
    }
}
