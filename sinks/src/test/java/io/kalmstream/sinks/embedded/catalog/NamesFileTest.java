package io.kalmstream.sinks.embedded.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesFileTest {
    @Test
    void write_oddNames_areReadBack(@TempDir Path folder) throws IOException {
        Names names = Names.NONE
                .create("a.b=c #!")
                .create("ünïcødé 語")
                .alias("alias.x", "a.b=c #!")
                .drop("ünïcødé 語")
                .create("third");
        NamesFile file = new NamesFile(folder.resolve("names.properties"));

        file.write(names);

        assertThat(file.read()).isEqualTo(names);
        assertThat(names.folder("alias.x")).isEqualTo(1);
        assertThat(names.folder("third")).isEqualTo(3);
    }
}
