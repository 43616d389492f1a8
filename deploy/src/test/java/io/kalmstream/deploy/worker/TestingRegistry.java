package io.kalmstream.deploy.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kalmstream.avro.TextEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A schema registry on loopback that knows one schema, and fails in a way of the test's choosing until it is healed. */
final class TestingRegistry implements AutoCloseable {
    /** Its one schema, that of {@code TextEvent}. */
    static final int ID = 1;

    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;
    private volatile Mode mode;
    private @Nullable HttpServer server;

    /** How it fails. */
    enum Mode {
        NONE,
        /** Nothing listens. */
        REFUSED,
        BUSY,
        UNAUTHORISED,
        /** It accepts, and never answers. */
        SILENT
    }

    private TestingRegistry(HttpServer server, Mode mode) {
        this.port = server.getAddress().getPort();
        this.server = server;
        this.mode = mode;
    }

    static TestingRegistry start(Mode mode) throws IOException {
        TestingRegistry registry = new TestingRegistry(bound(0), mode);
        registry.serve();
        if (mode == Mode.REFUSED) {
            registry.stop();
        }
        return registry;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How often it failed; where nothing listens, nobody counts. */
    int failures() {
        return failures.get();
    }

    void heal() throws IOException {
        boolean refused = mode == Mode.REFUSED;
        mode = Mode.NONE;
        if (refused) {
            server = bound(port);
            serve();
        }
    }

    private static HttpServer bound(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    private void serve() {
        HttpServer started = server;
        if (started != null) {
            started.setExecutor(threads);
            started.createContext("/", this::answer);
            started.start();
        }
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            switch (mode) {
                case NONE -> {
                    boolean known = exchange.getRequestURI().getPath().equals("/schemas/ids/" + ID);
                    send(exchange, known ? 200 : 404, known ? schema() : "{\"error_code\":40403,\"message\":\"none\"}");
                }
                case BUSY -> fail(exchange, 503);
                case UNAUTHORISED -> fail(exchange, 401);
                case SILENT -> {
                    failures.incrementAndGet();
                    closing.await();
                }
                case REFUSED -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(HttpExchange exchange, int status) throws IOException {
        failures.incrementAndGet();
        send(exchange, status, "{}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String schema() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", TextEvent.getClassSchema().toString())
                .toString();
    }

    private void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        stop();
        threads.shutdownNow();
    }
}
