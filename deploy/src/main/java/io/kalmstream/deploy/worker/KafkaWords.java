package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Kafka's failures in words that say which Kafka, who the worker is to it, and what it may not use: its own often name none of them.
 * Of the settings only addresses and the user's name are ever repeated.
 */
record KafkaWords(String bootstrap, String application, Optional<String> user) {
    private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");

    KafkaWords {
        requireNonNull(bootstrap, "bootstrap is null");
        requireNonNull(application, "application is null");
        requireNonNull(user, "user is null");
    }

    static KafkaWords of(WorkerSettings worker) {
        return new KafkaWords(worker.bootstrap(), worker.applicationId(), user(worker.streams()));
    }

    private static Optional<String> user(Map<String, ?> settings) {
        for (Map.Entry<String, ?> setting : settings.entrySet()) {
            String value =
                    setting.getValue() instanceof Password secret ? secret.value() : String.valueOf(setting.getValue());
            Matcher user = USER.matcher(value);
            if (setting.getKey().endsWith(SaslConfigs.SASL_JAAS_CONFIG) && user.find()) {
                return Optional.of(user.group(1) == null ? user.group(2) : user.group(1));
            }
        }
        return Optional.empty();
    }

    String of(Throwable failure) {
        return switch (failure) {
            case TimeoutException e ->
                "Kafka at %s did not answer in time (%s): look whether it runs and can be reached, and whether %s is right"
                        .formatted(bootstrap, e.getMessage(), AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
            case AuthenticationException e ->
                "Kafka at %s does not let %s in: %s".formatted(bootstrap, who(), e.getMessage());
            case TopicAuthorizationException e
            when !e.unauthorizedTopics().isEmpty() ->
                "Kafka at %s: %s may not use topic %s: %s"
                        .formatted(bootstrap, who(), String.join(", ", e.unauthorizedTopics()), e.getMessage());
            case GroupAuthorizationException _ -> denied(AclOperation.READ, ResourceType.GROUP, application);
            case TransactionalIdAuthorizationException _ ->
                denied(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, application);
            // Its own words name the store, and not what happened to it.
            case ProcessorStateException e
            when e.getCause() != null -> "%s (%s)".formatted(e.getMessage(), RootCause.inWords(e));
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** And what allows it. */
    String denied(AclOperation operation, ResourceType type, String name) {
        String kind = type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        boolean prefix = type == ResourceType.TRANSACTIONAL_ID;
        return "Kafka at %s: %s may not %s %s %s%s; allow it: kafka-acls --add --allow-principal %s --operation %s --%s %s%s"
                .formatted(
                        bootstrap,
                        who(),
                        operation.name().toLowerCase(Locale.ROOT),
                        kind,
                        prefix ? "that begins with " : "",
                        name,
                        principal().orElse("User:..."),
                        operation.name().charAt(0)
                                + operation.name().substring(1).toLowerCase(Locale.ROOT),
                        kind.replace(' ', '-'),
                        name,
                        prefix ? " --resource-pattern-type prefixed" : "");
    }

    private String who() {
        return principal().map(name -> "principal " + name).orElse("the worker's principal");
    }

    private Optional<String> principal() {
        return user.map(name -> "User:" + name);
    }
}
