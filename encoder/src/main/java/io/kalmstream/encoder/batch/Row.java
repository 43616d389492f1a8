package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.TokenizedText;

/**
 * One tokenized text of a submission.
 *
 * @param index its place in the submission
 * @param turn rows with a smaller one came first
 */
record Row(Submission submission, int index, TokenizedText text, long turn) {
    int length() {
        return text.length();
    }
}
