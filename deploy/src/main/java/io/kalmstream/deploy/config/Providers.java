package io.kalmstream.deploy.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Replaces {@code ${file:...}}, {@code ${dir:...}} and {@code ${env:...}} by what they refer to, where the configuration allows it.
 * Files are read by Kafka's own providers; links count as what they lead to. What was fetched is never part of a message.
 */
final class Providers {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|dir|env):([^}]*)}");

    private final Map<String, String> written;
    private final Map<String, String> environment;
    private final Problems problems;

    Providers(Map<String, String> written, Map<String, String> environment, Problems problems) {
        this.written = written;
        this.environment = environment;
        this.problems = problems;
    }

    Map<String, String> resolved() {
        Map<String, String> resolved = new HashMap<>();
        written.forEach((key, value) -> resolved.put(key, resolve(key, value)));
        return resolved;
    }

    private String resolve(String key, String value) {
        if (ProviderKeys.GROUP.has(key)) {
            return value;
        }
        return REFERENCE.matcher(value).replaceAll(found -> {
            try {
                return Matcher.quoteReplacement(
                        found.group(1).equals("env") ? variable(found.group(2)) : file(found.group(1), found.group(2)));
            } catch (PatternSyntaxException | InvalidPathException e) {
                problems.add("%s: %s cannot be looked for: %s".formatted(key, found.group(), e.getMessage()));
                return Matcher.quoteReplacement(found.group());
            } catch (ConfigException e) {
                problems.add("%s: %s %s".formatted(key, found.group(), e.getMessage()));
                return Matcher.quoteReplacement(found.group());
            }
        });
    }

    private String variable(String name) {
        if (!Pattern.matches(written.getOrDefault(ProviderKeys.ENV_PATTERN, ""), name)) {
            throw new ConfigException(
                    "is not allowed; %s says which variables are".formatted(ProviderKeys.ENV_PATTERN));
        }
        String value = environment.get(name);
        if (value == null) {
            throw new ConfigException("refers to a variable that is not set");
        }
        return value;
    }

    private String file(String provider, String reference) {
        int colon = reference.lastIndexOf(':');
        if (colon < 0) {
            throw new ConfigException("names no key; it is like ${%s:/path:key}".formatted(provider));
        }
        String name = reference.substring(colon + 1);
        Path path = allowed(Path.of(reference.substring(0, colon)), provider.equals("dir") ? name : "");
        try (ConfigProvider reader =
                provider.equals("dir") ? new DirectoryConfigProvider() : new FileConfigProvider()) {
            reader.configure(Map.of());
            String value = reader.get(path.toString(), Set.of(name)).data().get(name);
            if (value == null) {
                throw new ConfigException("refers to what is not there");
            }
            return value;
        } catch (IOException e) {
            throw new ConfigException("cannot be read: " + e);
        }
    }

    /** @param name of a file within it, which may be a link itself */
    private Path allowed(Path path, String name) {
        try {
            Path real = path.toRealPath();
            Path target = path.resolve(name).toRealPath();
            if (isAllowed(real) && isAllowed(target)) {
                return real;
            }
        } catch (IOException _) {
            if (isAllowed(path.toAbsolutePath().normalize())) {
                throw new ConfigException("refers to what is not there");
            }
        }
        throw new ConfigException("is not allowed; %s says what may be read".formatted(ProviderKeys.FILE_PATHS));
    }

    private boolean isAllowed(Path path) {
        return Arrays.stream(written.getOrDefault(ProviderKeys.FILE_PATHS, "").split(",", -1))
                .map(String::strip)
                .filter(allowed -> allowed.startsWith("/"))
                .map(Path::of)
                .anyMatch(allowed -> path.startsWith(allowed.normalize()) || path.startsWith(real(allowed)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.normalize();
        }
    }
}
