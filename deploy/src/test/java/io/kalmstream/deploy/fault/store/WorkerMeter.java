package io.kalmstream.deploy.fault.store;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What Kafka Streams and its consumer count, where operators read it. */
record WorkerMeter(String applicationId) {
    /** Events that tasks were given. */
    double processed() {
        return sum("kafka.streams:type=stream-thread-metrics,thread-id=", "process-total");
    }

    /** Times that stream threads asked the broker for events. */
    double polls() {
        return sum("kafka.streams:type=stream-thread-metrics,thread-id=", "poll-total");
    }

    double rebalances() {
        return sum("kafka.consumer:type=consumer-coordinator-metrics,client-id=", "rebalance-total");
    }

    private double sum(String beans, String attribute) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            double sum = 0;
            for (ObjectName bean : server.queryNames(new ObjectName(beans + applicationId + "-*"), null)) {
                sum += ((Number) server.getAttribute(bean, attribute)).doubleValue();
            }
            return sum;
        } catch (JMException e) {
            throw new AssertionError("no " + attribute, e);
        }
    }
}
