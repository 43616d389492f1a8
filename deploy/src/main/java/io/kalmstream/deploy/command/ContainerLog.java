package io.kalmstream.deploy.command;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * A log as the one place where a program without a terminal says everything: what the loggers let through, with stack traces,
 * instead of warnings in a line each. Closing brings back what was there.
 */
final class ContainerLog implements AutoCloseable {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS,UTC}Z %-5level [%thread] %logger{0}: %msg%n%ex";

    private final Logger root;
    private final OutputStreamAppender<ILoggingEvent> appender;
    private final List<Appender<ILoggingEvent>> before;

    private ContainerLog(
            Logger root, OutputStreamAppender<ILoggingEvent> appender, List<Appender<ILoggingEvent>> before) {
        this.root = root;
        this.appender = appender;
        this.before = before;
    }

    static ContainerLog toStandardError() {
        return open(System.err);
    }

    /** @param out not closed here */
    static ContainerLog open(OutputStream out) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("Another logging library than Logback is on the class path.");
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setName("container");
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(new KeptOpen(out));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> before = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(before::add);
        before.forEach(root::detachAppender);
        root.addAppender(appender);
        return new ContainerLog(root, appender, before);
    }

    @Override
    public void close() {
        before.forEach(root::addAppender);
        root.detachAppender(appender);
        appender.stop();
    }

    /** Logback closes the stream it writes to; after the log, there is more to say. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
