package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.http.Refusal.Reason;
import io.kalmstream.deploy.query.Documents;
import io.kalmstream.deploy.query.HitJson;
import io.kalmstream.encoder.Side;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Search, similar and recommend, as on the command line, but for one thing: who names no tenant is answered from the tenant without a
 * name, and has to ask for {@code all_tenants} to see everyone's.
 */
record Queries(Engines engines, TextVectors vectors) {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MOST_HITS = 100;
    private static final int MOST_EXAMPLES = 100;

    Queries {
        requireNonNull(engines, "engines is null");
        requireNonNull(vectors, "vectors is null");
    }

    List<Route> routes() {
        return List.of(
                post("/v1/search", this::search),
                post("/v1/similar", this::similar),
                post("/v1/recommend", this::recommend));
    }

    private static Route post(String path, Handler handler) {
        return new Route("POST", path, false, ErrorShape.PROBLEM, handler);
    }

    private Answer search(Call call) throws InterruptedException {
        JsonBody body = JsonBody.of(call).only("text", "tenant", "all_tenants", "limit");
        Engine engine = engines.require();
        String text = body.text("text");
        int limit = limit(body);
        @Nullable String tenant = body.text("tenant", "");
        if (body.flag("all_tenants")) {
            if (body.has("tenant")) {
                throw JsonBody.invalid("all_tenants", "either `tenant` or `all_tenants`");
            }
            tenant = null;
        }
        float[] vector =
                vectors.of(engine, Side.QUERY, List.of(text), "text").getFirst().vector();
        return hits(new Documents(engine.store()).nearest(vector, tenant, limit), List.of());
    }

    private Answer similar(Call call) {
        JsonBody body = JsonBody.of(call).only("id", "tenant", "limit");
        String id = body.text("id");
        return answer(Documents.similar(body.text("tenant", ""), id, limit(body)), List.of(id));
    }

    private Answer recommend(Call call) {
        JsonBody body = JsonBody.of(call).only("like", "unlike", "user", "tenant", "limit", "strategy", "diversity");
        if (body.has("user")) {
            throw JsonBody.invalid(
                    "user",
                    "What a user should see next is told by the topic of recommendations.topic after each interaction:"
                            + " read it there, or with `kalmstream recommend --user`");
        }
        List<String> likes = body.texts("like", MOST_EXAMPLES);
        List<String> unlikes = body.texts("unlike", MOST_EXAMPLES);
        try {
            RecommendQuery query = Documents.like(
                    body.text("tenant", ""), likes, unlikes, strategy(body), limit(body), body.number("diversity", 0));
            return answer(query, Stream.concat(likes.stream(), unlikes.stream()).toList());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static Strategy strategy(JsonBody body) {
        return switch (body.text("strategy", "average_vector")) {
            case "average_vector" -> Strategy.AVERAGE_VECTOR;
            case "best_score" -> Strategy.BEST_SCORE;
            default -> throw JsonBody.invalid("strategy", "`strategy` must be average_vector or best_score");
        };
    }

    private static int limit(JsonBody body) {
        return body.number("limit", DEFAULT_LIMIT, MOST_HITS);
    }

    private Answer answer(RecommendQuery query, List<String> examples) {
        Documents documents = new Documents(engines.require().store());
        List<String> missing = documents.missing(query.tenant(), examples);
        if (missing.size() == examples.size()) {
            throw new Refusal(Reason.NOT_FOUND, "The tenant has no document " + String.join(", ", missing));
        }
        return hits(documents.store().recommend(query), missing);
    }

    private static Answer hits(List<Neighbour> hits, List<String> missing) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("hits", HitJson.nodes(hits));
        if (!missing.isEmpty()) {
            missing.forEach(body.putArray("missing")::add);
        }
        return Answer.json(200, body);
    }
}
