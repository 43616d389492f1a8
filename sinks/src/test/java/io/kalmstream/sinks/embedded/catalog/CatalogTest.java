package io.kalmstream.sinks.embedded.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.embedded.collection.Tuning;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    @TempDir
    private Path data;

    @Test
    void open_namesFileLost_refusesAndRemovesNothing() throws IOException {
        createFilms();
        Path names = data.resolve("names.properties");
        Path elsewhere = data.resolve("backup");
        Files.move(names, elsewhere);

        assertThatThrownBy(() -> Catalog.open(data, Tuning.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(names + " is missing")
                .hasMessageContaining("restore the file");

        Files.move(elsewhere, names);
        try (Catalog catalog = Catalog.open(data, Tuning.DEFAULT)) {
            assertThat(catalog.collections()).containsExactly("films");
        }
    }

    @Test
    void open_crashInTheFirstCreation_removesTheLeftover() throws IOException {
        Catalog.open(data, Tuning.DEFAULT).close();
        Path leftover = Files.createDirectory(data.resolve("collections").resolve("0000000001"));

        try (Catalog catalog = Catalog.open(data, Tuning.DEFAULT)) {
            assertThat(catalog.collections()).isEmpty();
        }

        assertThat(leftover).doesNotExist();
    }

    private void createFilms() throws IOException {
        VectorParams two = VectorParams.newBuilder()
                .setSize(2)
                .setDistance(Distance.Cosine)
                .build();
        try (Catalog catalog = Catalog.open(data, Tuning.DEFAULT)) {
            catalog.create(CreateCollection.newBuilder()
                    .setCollectionName("films")
                    .setVectorsConfig(VectorsConfig.newBuilder().setParams(two))
                    .build());
        }
    }
}
