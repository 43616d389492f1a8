package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;

/** A point that a search found, by its document in the state of the index that was searched. */
record Hit(int document, PointKey key, float score) {}
