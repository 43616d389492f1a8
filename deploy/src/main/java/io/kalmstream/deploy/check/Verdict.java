package io.kalmstream.deploy.check;

/** How bad a finding is; the later, the worse. */
public enum Verdict {
    OK,
    /** It works, and an operator may want to know. */
    NOTE,
    /** It could not be looked at, because something else failed. */
    UNKNOWN,
    /** It does not answer; trying again may help. */
    UNREACHABLE,
    /** Somebody must change a setting first. */
    WRONG
}
