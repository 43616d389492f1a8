package io.kalmstream.deploy;

/** The version in the jar's manifest. */
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String number() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
