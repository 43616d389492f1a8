package io.kalmstream.encoder.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A Hub on the loopback: its listing, its file addresses, and a second host that large files are redirected to. Faults are scripted:
 * each spoils one answer.
 *
 * <p>Threads: any.
 */
final class TestingHub implements AutoCloseable {
    private final HttpServer hub;
    private final HttpServer files;
    private final Map<String, TestingRepo> repos = new ConcurrentHashMap<>();
    private final Deque<Fault> listingFaults = new ArrayDeque<>();
    private final Deque<Fault> contentFaults = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    TestingHub() throws IOException {
        hub = serve(this::answerHub);
        files = serve(this::answerFile);
    }

    /** What a client asked. */
    record Request(boolean atHub, String method, String path, Optional<String> authorization, Optional<String> range) {}

    sealed interface Fault {
        /** Closes the connection after so many bytes of the body. */
        record Cut(int bytes) implements Fault {}

        /** Sends other bytes than those promised. */
        record Corrupt() implements Fault {}

        /** Sends everything, whatever part was asked for. */
        record IgnoreRange() implements Fault {}

        record Status(int code, Map<String, String> headers) implements Fault {}
    }

    private static HttpServer serve(Handler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    void add(TestingRepo repo) {
        repos.put(repo.name(), repo);
    }

    void spoilListing(Fault fault) {
        synchronized (listingFaults) {
            listingFaults.add(fault);
        }
    }

    void spoilContent(Fault fault) {
        synchronized (contentFaults) {
            contentFaults.add(fault);
        }
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Requests for the content of files, without those that were only redirected. */
    List<Request> downloads() {
        return requests.stream()
                .filter(request -> request.method().equals("GET"))
                .filter(request -> !request.atHub() || request.path().contains("/resolve/"))
                .toList();
    }

    private void answerHub(HttpExchange exchange) throws IOException {
        String path = note(exchange, true);
        for (TestingRepo repo : repos.values()) {
            if (path.equals("/api/models/" + repo.name() + "/revision/" + repo.revision())
                    || path.equals("/api/models/" + repo.name() + "/revision/" + repo.commit())) {
                if (!spoiled(exchange, take(listingFaults))) {
                    send(exchange, 200, repo.listing().getBytes(UTF_8));
                }
                return;
            }
            if (path.equals("/api/models/" + repo.name() + "/tree/" + repo.commit())) {
                send(exchange, 200, repo.tree().getBytes(UTF_8));
                return;
            }
            for (String revision : List.of(repo.revision(), repo.commit())) {
                String prefix = "/" + repo.name() + "/resolve/" + revision + "/";
                if (path.startsWith(prefix)) {
                    resolve(exchange, repo, path.substring(prefix.length()));
                    return;
                }
            }
        }
        exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
        send(exchange, 404, new byte[0]);
    }

    private void resolve(HttpExchange exchange, TestingRepo repo, String file) throws IOException {
        byte[] content = repo.files().get(file);
        if (content == null) {
            exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
            send(exchange, 404, new byte[0]);
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", repo.commit());
        if (repo.isLarge(file)) {
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + repo.checksum(file) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            "http://127.0.0.1:" + files.getAddress().getPort() + "/" + repo.name() + "/" + file);
            send(exchange, 302, new byte[0]);
            return;
        }
        exchange.getResponseHeaders().set("ETag", '"' + repo.checksum(file) + '"');
        content(exchange, content);
    }

    private void answerFile(HttpExchange exchange) throws IOException {
        String path = note(exchange, false);
        for (TestingRepo repo : repos.values()) {
            String prefix = "/" + repo.name() + "/";
            byte[] content = path.startsWith(prefix) ? repo.files().get(path.substring(prefix.length())) : null;
            if (content != null) {
                content(exchange, content);
                return;
            }
        }
        send(exchange, 404, new byte[0]);
    }

    private void content(HttpExchange exchange, byte[] content) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        Fault fault = take(contentFaults);
        if (spoiled(exchange, fault)) {
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null || fault instanceof Fault.IgnoreRange
                ? 0
                : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from > 0 && from >= content.length) {
            send(exchange, 416, new byte[0]);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        byte[] sent = fault instanceof Fault.Corrupt ? new byte[content.length] : content;
        int until = fault instanceof Fault.Cut cut ? Math.min(content.length, from + cut.bytes()) : content.length;
        OutputStream body = exchange.getResponseBody();
        body.write(sent, from, until - from);
        body.flush();
    }

    private static boolean spoiled(HttpExchange exchange, @Nullable Fault fault) throws IOException {
        if (!(fault instanceof Fault.Status status)) {
            return false;
        }
        status.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, status.code(), new byte[0]);
        return true;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    private static @Nullable Fault take(Deque<Fault> faults) {
        synchronized (faults) {
            return faults.poll();
        }
    }

    private String note(HttpExchange exchange, boolean atHub) {
        String path = exchange.getRequestURI().getPath();
        requests.add(new Request(
                atHub,
                exchange.getRequestMethod(),
                path,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))));
        return path;
    }

    @Override
    public void close() {
        hub.stop(0);
        files.stop(0);
    }
}
