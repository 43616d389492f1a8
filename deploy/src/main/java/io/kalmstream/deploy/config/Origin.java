package io.kalmstream.deploy.config;

import java.util.Locale;

/** Who says what a key's value is; a later one wins over those before it. */
public enum Origin {
    DEFAULT,
    FILE,
    ENVIRONMENT,
    OPTION;

    /** As users read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
