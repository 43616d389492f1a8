package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.kalmstream.deploy.config.HttpSettings;
import io.kalmstream.deploy.metrics.WorkerMetrics;
import io.kalmstream.deploy.worker.Condition;
import io.kalmstream.deploy.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The server of one process with a worker.
 *
 * <p>Threads: start and close from one thread, {@link #serve} from any.
 */
public final class HttpApi implements AutoCloseable {
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(1);

    private final HttpSettings settings;
    private final List<Route> routes;
    private final WebServer server;
    private volatile @Nullable Worker worker;

    private HttpApi(HttpSettings settings, WorkerMetrics metrics) {
        this.settings = settings;
        this.routes = routes(metrics);
        this.server = server(metrics);
    }

    /**
     * Answers from now on; whatever needs a worker says that there is none yet.
     *
     * @throws ConfigException it cannot listen there
     */
    public static HttpApi start(HttpSettings settings, WorkerMetrics metrics) {
        HttpApi api =
                new HttpApi(requireNonNull(settings, "settings is null"), requireNonNull(metrics, "metrics is null"));
        api.server.start();
        // It does not throw, it logs.
        if (!api.server.isRunning() || api.server.port() < 1) {
            throw new ConfigException("Cannot listen at %s:%d for HTTP (http.host, http.port): is something else there?"
                    .formatted(settings.host(), settings.port()));
        }
        return api;
    }

    /** From now on calls are about this worker; it is closed before this is. */
    public void serve(Worker started) {
        worker = requireNonNull(started, "started is null");
    }

    public String url() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "http://" + host + ":" + server.port();
    }

    /** What is answered, for tests. */
    List<Route> routes() {
        return routes;
    }

    private Optional<Condition> condition() {
        return Optional.ofNullable(worker).map(Worker::condition);
    }

    private Optional<Engine> engine() {
        return Optional.ofNullable(worker)
                .filter(running -> !running.condition().stopping())
                .map(running ->
                        new Engine(running.model(), running.batcher(), running.store(), running.maxTextChars()));
    }

    private List<Route> routes(WorkerMetrics metrics) {
        List<Route> all = new ArrayList<>(new Health(this::condition).routes());
        all.add(new Scrape(metrics).route());
        all.add(Description.route());
        TextVectors vectors = new TextVectors(settings.maxConcurrentEmbeddings());
        all.addAll(new Embeddings(this::engine, vectors).routes());
        all.addAll(new Queries(this::engine, vectors).routes());
        return List.copyOf(all);
    }

    private WebServer server(WorkerMetrics metrics) {
        HttpMetrics calls = new HttpMetrics(metrics.registry());
        ShownKey key = new ShownKey(settings.apiKey());
        HttpRouting.Builder routing = HttpRouting.builder();
        for (Route route : routes) {
            routing.route(
                    io.helidon.http.Method.create(route.method()),
                    route.path(),
                    new Exchange(route, key, settings.maxBodyBytes(), calls));
        }
        routing.any(new NoRoute(routes, calls));
        return WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .connectionOptions(options -> options.readTimeout(SILENCE_LIMIT))
                .directHandlers(notHttp())
                .routing(routing)
                .build();
    }

    /** What cannot be read as a request is refused in the same words as others, and not in the server's. */
    private static DirectHandlers notHttp() {
        DirectHandlers.Builder all = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            all.addHandler(type, (_, _, status, headers, _) -> {
                headers.set(HeaderNames.CONTENT_TYPE, ErrorShape.PROBLEM_TYPE);
                return DirectHandler.TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .entity(ErrorShape.problem(status.code(), status.reasonPhrase())
                                .toString())
                        .keepAlive(false)
                        .build();
            });
        }
        return all.build();
    }

    /** Waits a moment for calls that are under way. */
    @Override
    public void close() {
        server.stop();
    }
}
