package io.kalmstream.deploy;

import io.kalmstream.deploy.command.CommandLineTool;
import io.kalmstream.deploy.command.StopSignal;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.config.AbstractConfig;

/** The program: {@code deploy/kalmstream} runs it. */
public final class Main {
    /** Lucene's and gRPC's own logger; kept here because it would forget its level when nobody does. */
    private static final Logger JDK_LOGGER = Logger.getLogger("");

    private Main() {}

    public static void main(String[] arguments) {
        JDK_LOGGER.setLevel(Level.SEVERE);
        // Only the configuration's own providers fetch values, and only what it allows.
        System.setProperty(AbstractConfig.AUTOMATIC_CONFIG_PROVIDERS_PROPERTY, "none");
        StopSignal stop = StopSignal.install(Thread.currentThread());
        int code = CommandLineTool.run(arguments, stop);
        stop.finished(code);
        System.exit(code);
    }
}
