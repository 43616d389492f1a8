package io.kalmstream.encoder.check;

import java.util.List;

/** Answers of a published model, by its authors or those who checked theirs against them. */
interface Golden {
    /** What the model is called. */
    String title();

    /** Length of the vectors that the answers are about. */
    int dimensions();

    /** @param probe puts nothing before a text: the published texts have their instruction in them */
    List<CheckResult> run(Probe probe, Tolerance tolerance);
}
