package io.kalmstream.avro.serde;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Something on loopback that answers as the test tells it to, and remembers what it was asked. */
final class TestingRegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Script script = _ -> new Answer(200, "{}");

    private final List<Headers> headers = new CopyOnWriteArrayList<>();

    record Request(String method, String path, @Nullable String authorization, String body) {}

    /** @param body null: the headers promise one, but it never comes */
    record Answer(int status, @Nullable String body) {}

    /** May answer null: then nothing is ever answered. */
    @FunctionalInterface
    interface Script {
        @Nullable
        Answer answer(Request request);
    }

    TestingRegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    TestingRegistryServer answering(Script script) {
        this.script = script;
        return this;
    }

    TestingRegistryServer answering(int status, String body) {
        return answering(_ -> new Answer(status, body));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<Request> requests() {
        return requests;
    }

    /** Of the latest request. */
    @Nullable
    String header(String name) {
        return headers.getLast().getFirst(name);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        headers.add(exchange.getRequestHeaders());
        requests.add(request);
        Answer answer = script.answer(request);
        try (exchange) {
            if (answer == null) {
                closing.await();
            } else if (answer.body == null) {
                exchange.sendResponseHeaders(answer.status, 1000);
                exchange.getResponseBody().flush();
                closing.await();
            } else {
                byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
                exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
