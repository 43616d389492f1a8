package io.kalmstream.deploy.fault.process;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/** Lets RocksDB write to its files early. */
public final class SmallBuffers implements RocksDBConfigSetter {
    private static final int BYTES = 256 << 10;

    /** Called by Kafka Streams. */
    public SmallBuffers() {}

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        options.setWriteBufferSize(BYTES);
    }

    @Override
    public void close(String store, Options options) {}
}
