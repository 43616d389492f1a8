package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.CollectionPlan.Action;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A collection as operators see it: what would be done to it, doing so, and how it is. Nothing is sent before the first call.
 *
 * <p>Threads: any, one call at a time.
 *
 * <p>Errors: {@link StoreException}.
 */
public final class CollectionAdmin implements AutoCloseable {
    private static final Duration HEALTH_DEADLINE = Duration.ofSeconds(2);

    private final QdrantSettings server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final QdrantConnection connection;

    public CollectionAdmin(QdrantSettings server) {
        this.server = requireNonNull(server, "server is null");
        this.connection = new QdrantConnection(server);
    }

    /** Changes nothing. */
    public CollectionPlan plan(CollectionSpec spec, CollectionSettings settings) {
        requireServer();
        CollectionCalls calls = calls(spec.name());
        String alias = settings.alias();
        return new Planner(spec, settings)
                .plan(calls.info(), alias == null ? null : new AliasGuard(spec.name(), calls).look(alias));
    }

    /**
     * Creates what is missing and changes what can be changed; what cannot, it leaves. Afterwards {@link #plan} has no steps but those
     * that cannot be done.
     *
     * @param mayAlter whether something that is there may be altered; otherwise only what is missing is created
     * @return what was done
     * @throws StoreException (CONFIGURATION) the server refused a step; those before it are done
     */
    public List<CollectionPlan.Step> apply(CollectionSpec spec, CollectionSettings settings, boolean mayAlter) {
        List<CollectionPlan.Step> steps = plan(spec, settings).steps().stream()
                .filter(step -> step.action() == Action.CREATE || (step.action() == Action.CHANGE && mayAlter))
                .toList();
        if (steps.isEmpty()) {
            return steps;
        }
        CollectionCalls calls = calls(spec.name());
        Optional<CollectionInfo> found = calls.info();
        if (found.isEmpty()) {
            calls.create(CollectionRequests.create(spec, settings, CollectionGuard.newIdentity()));
        }
        CollectionInfo info = calls.info().orElseThrow(() -> missing(spec.name()));
        index(calls, spec, settings.payload(), info, mayAlter);
        if (mayAlter && found.isPresent()) {
            update(calls, spec, settings, info);
        }
        if (settings.alias() != null) {
            new AliasGuard(spec.name(), calls).ensure(settings.alias());
        }
        return steps;
    }

    /**
     * @param nameOrAlias of the collection
     * @throws StoreException (CONFIGURATION) there is none
     */
    public CollectionStatus status(String nameOrAlias) {
        String title = requireServer();
        CollectionCalls calls = calls(nameOrAlias);
        CollectionInfo info = calls.info().orElseThrow(() -> missing(nameOrAlias));
        Map<String, String> aliases = calls.aliases();
        String name = aliases.getOrDefault(nameOrAlias, nameOrAlias);
        List<String> own = aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(name))
                .map(Map.Entry::getKey)
                .toList();
        return StatusReader.read(name, title, own, info);
    }

    /**
     * The collection as it is, whatever its model: for those who read it by ids.
     *
     * @param nameOrAlias of the collection
     * @return to be closed by itself
     * @throws StoreException (CONFIGURATION) there is none, or no worker of ours made it
     */
    public VectorStore open(String nameOrAlias) {
        requireServer();
        CollectionInfo info = calls(nameOrAlias).info().orElseThrow(() -> missing(nameOrAlias));
        VectorParams vector = info.getConfig()
                .getParams()
                .getVectorsConfig()
                .getParamsMap()
                .getMapOrDefault(CollectionSpec.VECTOR, VectorParams.getDefaultInstance());
        String model = info.getConfig()
                .getMetadataOrDefault(CollectionGuard.MODEL_STAMP, Value.getDefaultInstance())
                .getStringValue();
        if (vector.getSize() == 0 || model.isEmpty()) {
            throw new StoreException(
                    StoreException.Fault.CONFIGURATION,
                    "collection '%s' at %s is not KalmStream's: it has no vector named '%s', or no model stamp"
                            .formatted(nameOrAlias, server.url(), CollectionSpec.VECTOR),
                    null);
        }
        return new QdrantStore(new CollectionSpec(nameOrAlias, (int) vector.getSize(), model), server);
    }

    @Override
    public void close() {
        closed.countDown();
        connection.close();
    }

    private static void index(
            CollectionCalls calls,
            CollectionSpec spec,
            PayloadSettings settings,
            CollectionInfo info,
            boolean mayAlter) {
        for (PayloadIndex index : FieldIndexes.of(settings)) {
            String found = FieldIndexes.found(index, info);
            boolean differs = !found.equals(FieldIndexes.wanted(index, settings));
            if (found.isEmpty() || (mayAlter && differs)) {
                calls.index(FieldIndexes.request(spec.name(), index, settings));
            }
        }
    }

    private static void update(
            CollectionCalls calls, CollectionSpec spec, CollectionSettings settings, CollectionInfo info) {
        Set<CollectionSetting> changed = Difference.of(settings, info).stream()
                .map(Difference::setting)
                .filter(CollectionSetting::isChangeable)
                .collect(Collectors.toUnmodifiableSet());
        if (!changed.isEmpty()) {
            UpdateCollection request = CollectionRequests.update(spec.name(), settings, info.getConfig(), changed);
            calls.update(request);
        }
    }

    /** Somebody waits for the answer: an absent server is said at once, and not after a minute of retries. */
    private String requireServer() {
        try {
            HealthCheckReply reply =
                    connection.server(HEALTH_DEADLINE).healthCheck(HealthCheckRequest.getDefaultInstance());
            return reply.getTitle() + " " + reply.getVersion() + " at " + server.url();
        } catch (StatusRuntimeException e) {
            throw new StoreException(
                    StoreException.Fault.WORLD,
                    server.url() + " does not answer: " + StatusMap.words(e),
                    StatusMap.shown(e));
        }
    }

    private CollectionCalls calls(String collection) {
        Retries retries = new Retries(server.retry(), Ticker.system(closed), new SplittableRandom());
        return new CollectionCalls(collection, server.url(), connection, retries);
    }

    private StoreException missing(String collection) {
        return new StoreException(
                StoreException.Fault.CONFIGURATION,
                "collection '%s' at %s does not exist; `kalmstream collection apply` or a worker creates it"
                        .formatted(collection, server.url()),
                null);
    }
}
