package io.kalmstream.deploy.fault.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's clients with a failpoint before each commit.
 *
 * @param leaving run before a worker's consumer is closed
 */
record PassingClients(KafkaClientSupplier clients, Failpoints points, Runnable leaving) implements KafkaClientSupplier {
    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Producer<byte[], byte[]> producer = clients.getProducer(config);
        return before("commitTransaction", producer, () -> points.pass(Site.BEFORE_COMMIT));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return before("close", clients.getConsumer(config), leaving);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return clients.getAdmin(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return clients.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return clients.getGlobalConsumer(config);
    }

    /** The interfaces have dozens of methods, of which one is of interest. */
    private static <T> T before(String name, T client, Runnable does) {
        InvocationHandler handler = (_, method, arguments) -> {
            if (method.getName().equals(name)) {
                does.run();
            }
            try {
                return method.invoke(client, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        };
        Class<?> type = client instanceof Producer ? Producer.class : Consumer.class;
        @SuppressWarnings("unchecked")
        T proxy = (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        return proxy;
    }
}
