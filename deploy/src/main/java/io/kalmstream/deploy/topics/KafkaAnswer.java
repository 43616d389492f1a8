package io.kalmstream.deploy.topics;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** What Kafka's admin client answers, its failures as they are and not wrapped. */
public final class KafkaAnswer {
    private KafkaAnswer() {}

    /** @throws KafkaException Kafka does not answer, or refuses to */
    public static <T> T of(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    static KafkaException failure(ExecutionException failure) {
        return failure.getCause() instanceof KafkaException kafka
                ? kafka
                : new KafkaException(String.valueOf(failure.getMessage()), failure);
    }
}
