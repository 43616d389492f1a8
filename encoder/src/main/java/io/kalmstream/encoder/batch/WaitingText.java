package io.kalmstream.encoder.batch;

/** One text of a submission, not tokenized yet. */
record WaitingText(Submission submission, int index, long turn) {}
