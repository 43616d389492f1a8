package io.kalmstream.deploy.fault.process;

import io.kalmstream.deploy.local.LocalBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Main class of a broker's process. */
public final class BrokerProgram {
    /** Said when it serves. */
    static final String SERVES = "serves";

    /** One that was killed is only registered again when the controller has given its last life up. */
    private static final Map<String, String> SOON_FORGOTTEN =
            Map.of("broker.session.timeout.ms", "2000", "broker.heartbeat.interval.ms", "200");

    private BrokerProgram() {}

    /** @param arguments its folder and its port */
    public static void main(String[] arguments) throws InterruptedException {
        try (LocalBroker _ =
                LocalBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), null, SOON_FORGOTTEN)) {
            Failpoints.say(SERVES);
            new CountDownLatch(1).await();
        }
    }
}
