package io.kalmstream.deploy.fault.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stack for the tests of a class; each test has a scene of its own on it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class OnANetwork {
    @TempDir
    private static Path data;

    protected static NetworkStack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = NetworkStack.start(data);
    }

    @AfterEach
    void heal() {
        stack.heal();
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
    }
}
