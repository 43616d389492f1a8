package io.kalmstream.sinks.testing;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.VectorStoreContract;

final class TestingVectorStoreContractTest extends VectorStoreContract {
    private static final TestingVectorStore SERVER = new TestingVectorStore(new CollectionSpec("any", 1, "any"));

    @Override
    protected VectorStore open(CollectionSpec spec) {
        return SERVER.open(spec);
    }

    @Override
    public void drop(String collection) {
        SERVER.open(new CollectionSpec(collection, 1, "any")).drop();
    }
}
