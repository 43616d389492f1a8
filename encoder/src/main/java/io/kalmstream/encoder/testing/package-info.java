/**
 * A hand-written fake of the port, for the tests of every module that uses an encoder. It is no mock: it keeps the port's whole
 * contract (it passes the same contract tests as the real models) and adds scripted faults and a gate.
 */
@NullMarked
package io.kalmstream.encoder.testing;

import org.jspecify.annotations.NullMarked;
