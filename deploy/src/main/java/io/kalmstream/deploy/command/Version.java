package io.kalmstream.deploy.command;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "kalmstream " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
        };
    }
}
