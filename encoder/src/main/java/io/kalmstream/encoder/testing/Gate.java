package io.kalmstream.encoder.testing;

import io.kalmstream.encoder.EncoderException;

/** Holds one thread until it is released. */
final class Gate {
    private final Object lock = new Object();
    private boolean shut;
    private boolean deaf;
    private boolean held;

    /** @param whateverHappens also if the held thread is interrupted */
    void hold(boolean whateverHappens) {
        synchronized (lock) {
            shut = true;
            deaf = whateverHappens;
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
            boolean interrupted = false;
            while (shut) {
                held = true;
                lock.notifyAll();
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    if (!deaf) {
                        held = false;
                        Thread.currentThread().interrupt();
                        throw new EncoderException(
                                EncoderException.Fault.STOPPED, "interrupted while the test held the device", e);
                    }
                    interrupted = true;
                }
            }
            held = false;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
