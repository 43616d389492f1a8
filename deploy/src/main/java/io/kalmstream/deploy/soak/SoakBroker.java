package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.local.LocalBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Main class of the broker's process: serves until it is told to end. */
public final class SoakBroker {
    private SoakBroker() {}

    /** @param arguments its folder and its port */
    public static void main(String[] arguments) throws InterruptedException {
        LocalBroker broker = LocalBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
        new CountDownLatch(1).await();
    }
}
