package io.kalmstream.deploy.local;

import java.io.IOException;
import java.util.Arrays;

/**
 * Main class of a child process: runs another program's main class and ends the process when its standard input does, which is when
 * its parent is gone, however it went.
 */
public final class EndWithParent {
    private EndWithParent() {}

    /** @param arguments the main class to run, then its arguments */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().name("end-with-parent").daemon().start(EndWithParent::awaitEndOfInput);
        // The program is on this process's class path only, so it can be named but not linked.
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // The parent says nothing: only the end counts.
            }
        } catch (IOException _) {
            // A broken pipe is the end too.
        }
        System.exit(0);
    }
}
