package io.kalmstream.deploy.check;

import static java.util.Objects.requireNonNull;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kalmstream.deploy.local.FreePort;
import io.kalmstream.encoder.TextEncoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.rocksdb.RocksDB;

/** Whether this machine can run a worker: asks nobody else. */
public final class MachineCheck {
    private static final int JAVA = 25;
    private static final long MEMORY = 2L << 30;
    private static final long DISK = 1L << 30;
    private static final long FILES = 4_096;

    private static final String MACHINE = "Machine";
    private static final String NATIVE = "Native code";

    private final Supplier<TextEncoder> builtIn;
    private final Map<String, Path> folders;
    private final Map<String, Integer> ports;

    /**
     * @param builtIn opens the model that comes with the program; closed by this
     * @param folders that are written to, by what is kept there
     * @param ports of a local stack, by who listens on them
     */
    public MachineCheck(Supplier<TextEncoder> builtIn, Map<String, Path> folders, Map<String, Integer> ports) {
        this.builtIn = requireNonNull(builtIn, "builtIn is null");
        this.folders = Map.copyOf(folders);
        this.ports = Map.copyOf(ports);
    }

    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(memory());
        findings.add(files());
        folders.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(folder -> folder(folder.getKey(), folder.getValue()))
                .forEach(findings::add);
        findings.add(rocksDb());
        findings.addAll(model());
        ports.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(port -> port(port.getKey(), port.getValue()))
                .forEach(findings::add);
        return findings;
    }

    private static Finding java() {
        Runtime.Version version = Runtime.version();
        String says = "%s, %s %s, %d cores"
                .formatted(
                        version,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors());
        return version.feature() >= JAVA
                ? Finding.ok(MACHINE, "Java", says)
                : Finding.wrong(MACHINE, "Java", says + "; needed is %d or newer".formatted(JAVA));
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        long all = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        String says = "%s, of which the heap may take %s".formatted(gigabytes(all), gigabytes(heap));
        return all >= MEMORY
                ? Finding.ok(MACHINE, "Memory", says)
                : Finding.note(MACHINE, "Memory", says + "; less than %s is tight".formatted(gigabytes(MEMORY)));
    }

    private static Finding files() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return Finding.note(MACHINE, "Open files", "this system does not say how many there may be");
        }
        long most = unix.getMaxFileDescriptorCount();
        String says = "up to %d".formatted(most);
        return most >= FILES
                ? Finding.ok(MACHINE, "Open files", says)
                : Finding.note(MACHINE, "Open files", says + "; RocksDB and Kafka may need more: ulimit -n " + FILES);
    }

    private static Finding folder(String what, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isWritable(there)) {
            return Finding.wrong(MACHINE, what, "%s cannot be written to by %s".formatted(there, user()));
        }
        try {
            FileStore store = Files.getFileStore(there);
            String says = "%s, %s free".formatted(folder, gigabytes(store.getUsableSpace()));
            return store.getUsableSpace() >= DISK ? Finding.ok(MACHINE, what, says) : Finding.note(MACHINE, what, says);
        } catch (IOException e) {
            return Finding.wrong(MACHINE, what, "%s: %s".formatted(there, e.getMessage()));
        }
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private static Finding rocksDb() {
        try {
            RocksDB.loadLibrary();
            return Finding.ok(NATIVE, "RocksDB", RocksDB.rocksdbVersion() + ", for state on disk");
        } catch (RuntimeException | LinkageError e) {
            return Finding.wrong(NATIVE, "RocksDB", "does not load on this machine: " + e.getMessage());
        }
    }

    private List<Finding> model() {
        try (TextEncoder encoder = builtIn.get()) {
            return new ModelProbe(encoder).look();
        } catch (RuntimeException | LinkageError e) {
            return List.of(Finding.wrong("Model", "builtin", "cannot be used here: " + e.getMessage()));
        }
    }

    private static Finding port(String owner, int port) {
        return FreePort.isFree(port)
                ? Finding.ok("Port", String.valueOf(port), "free, for the quickstart's " + owner)
                : Finding.note(
                        "Port", String.valueOf(port), "taken; the quickstart's %s needs another".formatted(owner));
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
