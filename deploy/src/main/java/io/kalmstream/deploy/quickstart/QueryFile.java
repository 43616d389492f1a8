package io.kalmstream.deploy.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The queries that come with the samples: a JSON object a line, {@code "show": true} on those worth showing. */
final class QueryFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private QueryFile() {}

    /** @return at most {@code limit} */
    static List<ExampleQuery> shown(Path file, int limit) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(QueryFile::parse)
                    .filter(query -> query.path("show").asBoolean())
                    .map(QueryFile::query)
                    .limit(limit)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample queries cannot be read: " + file, e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("The sample queries have a broken line", e);
        }
    }

    private static ExampleQuery query(JsonNode query) {
        JsonNode tenant = query.get("tenant");
        return new ExampleQuery(query.path("query").asText(), tenant == null ? null : tenant.asText());
    }
}
