/**
 * The command line. Each command reads its options, calls one thing that does the work, and prints: results on standard output,
 * everything said about them on standard error. What goes wrong is one line and an exit code
 * ({@link io.kalmstream.deploy.command.ExitCode}).
 */
@NullMarked
package io.kalmstream.deploy.command;

import org.jspecify.annotations.NullMarked;
