package io.kalmstream.deploy.topics;

import io.kalmstream.deploy.worker.WorkerSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka as a worker reaches it, for somebody who waits for the answer. */
public final class WorkerAdmin {
    private static final int REQUEST_MILLIS = 5_000;
    private static final int CALL_MILLIS = 10_000;

    private WorkerAdmin() {}

    /**
     * With the worker's credentials; needs nothing of the worker's own, such as its state folder. To be closed.
     *
     * @throws org.apache.kafka.common.config.ConfigException an address or another setting makes no sense
     */
    public static Admin open(WorkerSettings worker) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG), REQUEST_MILLIS);
        settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG), CALL_MILLIS);
        settings.putAll(worker.streams());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, worker.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, worker.bootstrap());
        return Admin.create(new StreamsConfig(settings).getAdminConfigs(worker.applicationId() + "-operator"));
    }
}
