package io.kalmstream.deploy.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.http.Refusal.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How a refusal is told. */
enum ErrorShape {
    /** RFC 9457. */
    PROBLEM {
        @Override
        Answer of(Refusal refusal) {
            Reason reason = refusal.reason();
            ObjectNode problem = problem(reason.status(), reason.title())
                    .put("detail", refusal.sentence())
                    .put("code", code(reason));
            if (refusal.parameter() != null) {
                problem.put("parameter", refusal.parameter());
            }
            return Answer.text(reason.status(), PROBLEM_TYPE, problem.toString())
                    .with(headers(reason));
        }
    },
    /** What clients of OpenAI's API look for. */
    OPENAI {
        @Override
        Answer of(Refusal refusal) {
            Reason reason = refusal.reason();
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("error")
                    .put("message", refusal.sentence())
                    .put("type", reason.type())
                    .put("param", refusal.parameter())
                    .put("code", code(reason));
            return Answer.json(reason.status(), body).with(headers(reason));
        }
    };

    static final String PROBLEM_TYPE = "application/problem+json";

    abstract Answer of(Refusal refusal);

    static ObjectNode problem(int status, String title) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status);
    }

    private static String code(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> headers(Reason reason) {
        Map<String, String> headers = new HashMap<>();
        switch (reason) {
            case BUSY -> headers.put("Retry-After", "1");
            case UNAVAILABLE -> headers.put("Retry-After", "5");
            case UNAUTHORIZED -> headers.put("WWW-Authenticate", "Bearer realm=\"kalmstream\"");
            case INVALID, NOT_FOUND, METHOD_NOT_ALLOWED, TOO_LARGE, UNSUPPORTED_TYPE, INTERNAL -> {}
        }
        return headers;
    }
}
