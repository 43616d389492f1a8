package io.kalmstream.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory of this process that is in the machine's: native memory too, which is where models live. */
final class ResidentSet {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern LINE = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final int KILO = 1024;

    private ResidentSet() {}

    /** @return 0 where the system does not say */
    static long bytes() {
        try {
            return Files.exists(STATUS) ? parse(Files.readString(STATUS)) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    static long parse(String status) {
        Matcher line = LINE.matcher(status);
        return line.find() ? Long.parseLong(line.group(1)) * KILO : 0;
    }
}
