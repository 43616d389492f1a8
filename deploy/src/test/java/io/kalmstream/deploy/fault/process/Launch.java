package io.kalmstream.deploy.fault.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a child JVM is started.
 *
 * @param flags of the JVM, behind the ones that all have
 * @param limits words of a shell, such as {@code ulimit -n 64}; empty for none
 */
record Launch(Class<?> program, List<String> flags, Map<String, String> environment, String limits) {
    /** The launcher's flags, and some for small programs that live for seconds. */
    private static final List<String> FLAGS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=UTC");

    Launch {
        requireNonNull(program, "program is null");
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
        requireNonNull(limits, "limits is null");
    }

    static Launch of(Class<?> program) {
        return new Launch(program, List.of(), Map.of(), "");
    }

    Launch with(String... more) {
        return new Launch(
                program, Stream.concat(flags.stream(), Stream.of(more)).toList(), environment, limits);
    }

    Launch withEnvironment(String key, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(key, value);
        return new Launch(program, flags, more, limits);
    }

    Launch within(String ofShell) {
        return new Launch(program, flags, environment, ofShell);
    }

    /** It ends with this JVM, however that ends. */
    ProcessBuilder process(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (!limits.isEmpty()) {
            command.addAll(List.of("/bin/bash", "-c", limits + " && exec \"$@\"", "child"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.add("io.kalmstream.deploy.local.EndWithParent");
        command.add(program.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        return builder;
    }
}
