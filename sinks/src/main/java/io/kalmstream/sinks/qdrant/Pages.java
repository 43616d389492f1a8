package io.kalmstream.sinks.qdrant;

import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads one page after another, each when the one before is used up. Threads: the stream's only. */
final class Pages implements Iterator<ScrollResponse> {
    private final Function<ScrollPoints, ScrollResponse> server;
    private @Nullable ScrollPoints next;

    private Pages(ScrollPoints first, Function<ScrollPoints, ScrollResponse> server) {
        this.next = first;
        this.server = server;
    }

    static Stream<RetrievedPoint> stream(ScrollPoints first, Function<ScrollPoints, ScrollResponse> server) {
        Spliterator<ScrollResponse> pages = Spliterators.spliteratorUnknownSize(
                new Pages(first, server), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(pages, false).flatMap(page -> page.getResultList().stream());
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ScrollResponse next() {
        ScrollPoints request = next;
        if (request == null) {
            throw new NoSuchElementException("no page is left");
        }
        ScrollResponse page = server.apply(request);
        next = page.hasNextPageOffset()
                ? request.toBuilder().setOffset(page.getNextPageOffset()).build()
                : null;
        return page;
    }
}
