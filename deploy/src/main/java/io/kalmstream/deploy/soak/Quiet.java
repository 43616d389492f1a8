package io.kalmstream.deploy.soak;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps loggers of this process to what nobody did on purpose. */
final class Quiet {
    private Quiet() {}

    static void errorsOnly(String logger) {
        if (LoggerFactory.getLogger(logger) instanceof Logger logback) {
            logback.setLevel(Level.ERROR);
        }
    }
}
