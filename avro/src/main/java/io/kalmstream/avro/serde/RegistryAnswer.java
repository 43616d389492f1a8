package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/** A registry's answer. */
sealed interface RegistryAnswer {
    /** 2xx. */
    record Found(JsonNode body) implements RegistryAnswer {
        public Found {
            requireNonNull(body, "body is null");
        }
    }

    /**
     * 404, said by a registry (Confluent's error codes 404xx), not by something else that listens at a wrong address.
     *
     * @param what the registry's words
     */
    record Missing(String what) implements RegistryAnswer {
        public Missing {
            requireNonNull(what, "what is null");
        }
    }
}
