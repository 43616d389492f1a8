package io.kalmstream.deploy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** What the system lets this process have. */
final class ProcessLimits {
    /** The program's own archives are a hundred and fifty; the rest is for stores and connections. */
    private static final long LEAST_FILES = 512;

    private ProcessLimits() {}

    /** Why it cannot work within them. Asked before a class outside the JDK is loaded: with too few files classes seem to be missing. */
    static Optional<String> problem() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? problem(system.getMaxFileDescriptorCount())
                : Optional.empty();
    }

    static Optional<String> problem(long files) {
        return files < 0 || files >= LEAST_FILES
                ? Optional.empty()
                : Optional.of("this process may open %d files and needs %d at least: raise its limit (ulimit -n)"
                        .formatted(files, LEAST_FILES));
    }
}
