package io.kalmstream.deploy.command;

import io.kalmstream.deploy.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The program's version and Java's. */
final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() {
        return new String[] {"kalmstream " + ProgramVersion.number() + ", Java " + Runtime.version()};
    }
}
