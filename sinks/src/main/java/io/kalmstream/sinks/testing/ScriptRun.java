package io.kalmstream.sinks.testing;

import static java.util.Objects.requireNonNull;

import io.grpc.Metadata;
import java.util.HashMap;
import java.util.Map;

/** The script of a {@link TestingStore} and how far it has come. Threads: any; every method takes the run's own lock. */
final class ScriptRun {
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<Class<?>, Integer> met = new HashMap<>();
    private StoreScript script = StoreScript.NO_FAULTS;

    synchronized void set(StoreScript next) {
        script = requireNonNull(next, "next is null");
        calls.clear();
    }

    synchronized StoreFault next(String method, Metadata headers, byte[] request) {
        int number = calls.merge(method, 1, Integer::sum);
        return script.next(new StoreCall(number, method, headers, request));
    }

    synchronized void met(StoreFault fault) {
        met.merge(fault.getClass(), 1, Integer::sum);
    }

    synchronized int calls(String method) {
        return calls.getOrDefault(method, 0);
    }

    synchronized int injected(Class<? extends StoreFault> fault) {
        return met.getOrDefault(fault, 0);
    }
}
