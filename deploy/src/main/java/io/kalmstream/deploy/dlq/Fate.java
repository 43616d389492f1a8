package io.kalmstream.deploy.dlq;

/** What a replay does with a letter. */
public enum Fate {
    /** Its record is sent again. */
    REPLAYED,
    /** An earlier run has sent it. */
    ALREADY_REPLAYED,
    /** A later record of the same key followed: the old one must not win over it. */
    SUPERSEDED,
    /** Its record was longer than a letter: what would be sent is not what came. */
    CUT,
    /** It came back too often. */
    TOO_OFTEN,
    /** It does not say where it came from, or that partition is gone. */
    NO_ORIGIN;

    /** Whether somebody has to look after it. */
    public boolean isLeft() {
        return switch (this) {
            case REPLAYED, ALREADY_REPLAYED, SUPERSEDED -> false;
            case CUT, TOO_OFTEN, NO_ORIGIN -> true;
        };
    }
}
