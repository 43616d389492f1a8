package io.kalmstream.deploy.command;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; the message is one sentence for whoever typed it. */
public final class CommandException extends RuntimeException {
    private final int exitCode;

    private CommandException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Somebody must change a setting. */
    public static CommandException configuration(String message) {
        return new CommandException(ExitCode.CONFIGURATION, message, null);
    }

    /** Something outside is not there. */
    public static CommandException temporary(String message, @Nullable Throwable cause) {
        return new CommandException(ExitCode.TEMPORARY, message, cause);
    }

    /** The input cannot be used. */
    public static CommandException data(String message) {
        return new CommandException(ExitCode.DATA, message, null);
    }

    public int exitCode() {
        return exitCode;
    }
}
