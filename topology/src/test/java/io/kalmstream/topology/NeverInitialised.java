package io.kalmstream.topology;

/** A class that a hostile schema could name; running its initialiser fails the test that lets it. */
final class NeverInitialised {
    static {
        if (true) {
            throw new AssertionError("a class named by a writer schema was initialised");
        }
    }

    private NeverInitialised() {}
}
