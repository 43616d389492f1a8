package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Neighbour;
import java.util.List;

/** An example search and what it found, best first. */
public record ExampleAnswer(ExampleQuery query, List<Neighbour> hits) {
    public ExampleAnswer {
        requireNonNull(query, "query is null");
        hits = List.copyOf(hits);
    }
}
