package io.kalmstream.deploy.http;

/**
 * Answers the calls of one route.
 *
 * <p>Threads: any number at once.
 */
@FunctionalInterface
interface Handler {
    /** @throws Refusal the call is not answered, and why */
    Answer answer(Call call) throws InterruptedException;
}
