package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes a window processor for each task, with its stores. */
public final class WindowProcessorSupplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    private final WindowSettings settings;
    private final PipelineParts parts;
    private final Epochs epochs;
    private final ThreadWaits waits;
    private final ThreadPresence presence = new ThreadPresence();
    private final CloseBudget closing;

    public WindowProcessorSupplier(WindowSettings settings, PipelineParts parts) {
        this.settings = requireNonNull(settings, "settings is null");
        this.parts = requireNonNull(parts, "parts is null");
        this.epochs = new Epochs(parts.clock());
        this.closing = new CloseBudget(settings.inFlight().closeWait(), parts.nanos());
        this.waits = new ThreadWaits(settings.inFlight().maxWait(), parts.commits());
    }

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
        return new WindowProcessor(settings, parts, epochs, waits, presence, closing);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return TaskStores.builders();
    }
}
