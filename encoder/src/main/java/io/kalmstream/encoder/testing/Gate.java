package io.kalmstream.encoder.testing;

import io.kalmstream.encoder.EncoderException;

/** Holds one thread until it is released. */
final class Gate {
    private final Object lock = new Object();
    private boolean shut;
    private boolean held;

    void hold() {
        synchronized (lock) {
            shut = true;
        }
    }

    void release() {
        synchronized (lock) {
            shut = false;
            lock.notifyAll();
        }
    }

    void awaitHeld() {
        synchronized (lock) {
            try {
                while (!held) {
                    lock.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before encode was called", e);
            }
        }
    }

    void pass() {
        synchronized (lock) {
            try {
                while (shut) {
                    held = true;
                    lock.notifyAll();
                    lock.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EncoderException("interrupted while the test held the device", e);
            } finally {
                held = false;
            }
        }
    }
}
