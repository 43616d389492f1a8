package io.kalmstream.avro.serde;

/** A class a hostile schema could name; running its initialiser fails the test that lets it. */
final class InitialisedNever {
    static {
        if (true) {
            throw new AssertionError("a class named by a writer schema was initialised");
        }
    }

    private InitialisedNever() {}
}
