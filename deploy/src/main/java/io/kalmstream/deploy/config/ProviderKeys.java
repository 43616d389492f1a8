package io.kalmstream.deploy.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** From where values may be fetched. Nothing is allowed that is not named here. */
final class ProviderKeys {
    static final String FILE_PATHS = "config.providers.file.paths";
    static final String ENV_PATTERN = "config.providers.env.pattern";

    static final KeyGroup GROUP = new KeyGroup(
            "providers",
            "A value may stand elsewhere: ${file:/path/of.properties:key}, ${dir:/folder:file} and ${env:NAME} fetch"
                    + " it from where these keys allow it.",
            new ConfigDef()
                    .define(
                            FILE_PATHS,
                            ConfigDef.Type.STRING,
                            "",
                            Importance.LOW,
                            "Folders and files that ${file:...} and ${dir:...} may read, a list of absolute paths;"
                                    + " empty: none.")
                    .define(
                            ENV_PATTERN,
                            ConfigDef.Type.STRING,
                            "",
                            Check.regex(),
                            Importance.LOW,
                            "Regular expression of the variables' whole names that ${env:...} may read; empty: none."));

    private ProviderKeys() {}
}
