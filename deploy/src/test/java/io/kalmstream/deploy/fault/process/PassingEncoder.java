package io.kalmstream.deploy.fault.process;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * An encoder between two failpoints.
 *
 * @param pace how long each call takes at least: while the device is busy events gather in windows
 */
record PassingEncoder(TextEncoder encoder, Failpoints points, Duration pace) implements TextEncoder {
    @Override
    public ModelCard model() {
        return encoder.model();
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        return encoder.tokenize(text, side);
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        points.pass(Site.BEFORE_ENCODE);
        LockSupport.parkNanos(pace.toNanos());
        List<float[]> vectors = encoder.encode(batch);
        points.pass(Site.AFTER_ENCODE);
        return vectors;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
