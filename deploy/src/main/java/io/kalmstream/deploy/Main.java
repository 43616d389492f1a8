package io.kalmstream.deploy;

import io.kalmstream.deploy.command.CommandLineTool;
import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.command.StopSignal;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.config.AbstractConfig;

/** The program: {@code deploy/kalmstream} runs it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Optional<String> problem = ProcessLimits.problem();
        if (problem.isPresent()) {
            System.err.println("kalmstream: " + problem.get());
            System.exit(ExitCode.CONFIGURATION);
        }
        JdkLogger.ROOT.setLevel(Level.SEVERE);
        // Only the configuration's own providers fetch values, and only what it allows.
        System.setProperty(AbstractConfig.AUTOMATIC_CONFIG_PROVIDERS_PROPERTY, "none");
        StopSignal stop = StopSignal.install(Thread.currentThread());
        int code = CommandLineTool.run(arguments, stop);
        stop.finished(code);
        System.exit(code);
    }

    /** Looks through all archives of the class path for logging of their own, which takes a file each. */
    private static final class JdkLogger {
        /** Lucene's and gRPC's own logger; kept here because it would forget its level when nobody does. */
        static final Logger ROOT = Logger.getLogger("");
    }
}
