package io.kalmstream.deploy.check;

import java.util.List;

/** Looks at one part of the world. */
@FunctionalInterface
interface Probe {
    /** Throws what the part's client throws; the other parts are looked at all the same. */
    List<Finding> look();
}
