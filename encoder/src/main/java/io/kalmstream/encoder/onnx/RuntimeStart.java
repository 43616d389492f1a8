package io.kalmstream.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.kalmstream.encoder.EncoderException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts ONNX Runtime in this process.
 *
 * <p>On Linux its first call matches the process's whole command line with a regular expression that recurses for every
 * character: with a class path of some thousand characters on the command line, a thread with Java's usual stack of 1 MB ends the
 * process without a word (ONNX Runtime 1.29). So the first call gets a thread with room for any sensible command line.
 */
final class RuntimeStart {
    /** Seen: 264 bytes of stack a character; this is enough for a million of them. */
    private static final long STACK_BYTES = 256L << 20;

    private RuntimeStart() {}

    /** @throws EncoderException its native library cannot be loaded */
    static OrtEnvironment environment() {
        FutureTask<OrtEnvironment> start = new FutureTask<>(OrtEnvironment::getEnvironment);
        Thread thread = new Thread(null, start, "onnxruntime-start", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return start.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("interrupted while ONNX Runtime was starting", e);
        } catch (ExecutionException e) {
            throw new EncoderException("ONNX Runtime does not start on this machine: " + e.getCause(), e);
        }
    }
}
