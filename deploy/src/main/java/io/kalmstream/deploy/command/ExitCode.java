package io.kalmstream.deploy.command;

/** What a command's exit code says; the numbers from 64 up are those of sysexits.h. */
public final class ExitCode {
    public static final int OK = 0;
    /** It ran, and found what should not be: an event that is not accounted for, a check that failed. */
    public static final int UNACCOUNTED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** Some of the input cannot be used; the rest was. */
    public static final int DATA = 65;
    /** Our fault. */
    public static final int BUG = 70;
    /** The device that encodes does not work any more. */
    public static final int DEVICE = 74;
    /** Something outside is not there; trying again may help. */
    public static final int TEMPORARY = 75;
    /** Somebody must change a setting first. */
    public static final int CONFIGURATION = 78;
    /** Stopped by a signal before there was a result. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
