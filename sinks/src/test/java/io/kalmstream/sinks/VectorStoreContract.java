package io.kalmstream.sinks;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every {@link VectorStore} does. */
public abstract class VectorStoreContract
        implements CollectionContract,
                WritingContract,
                FenceContract,
                ReadingContract,
                RecommendingContract,
                TenantsContract {
    private final CollectionSpec spec = new CollectionSpec("contract-" + UUID.randomUUID(), 4, Samples.MODEL);
    private final List<VectorStore> opened = new ArrayList<>();
    private VectorStore store;

    /** A client of the same server each time. */
    protected abstract VectorStore open(CollectionSpec spec);

    /** Called after each test too. */
    @Override
    public abstract void drop(String collection);

    @BeforeEach
    void setUp() {
        store = client(spec);
        store.ensureCollection();
    }

    @AfterEach
    void tearDown() {
        opened.forEach(VectorStore::close);
        drop(spec.name());
    }

    @Override
    public final VectorStore store() {
        return store;
    }

    @Override
    public final CollectionSpec spec() {
        return spec;
    }

    @Override
    public final VectorStore client(CollectionSpec wanted) {
        VectorStore client = open(wanted);
        opened.add(client);
        return client;
    }
}
