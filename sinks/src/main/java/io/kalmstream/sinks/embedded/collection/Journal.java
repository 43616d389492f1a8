package io.kalmstream.sinks.embedded.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations that the last commit of the index may lack, in numbered files. A commit goes: begin a new file, commit the index
 * saying "I contain everything before that file", delete the files before it. Whenever the process dies, what the index says of itself
 * tells which files to replay.
 *
 * <p>A record is in the operating system's hands when {@link #append} returns: the death of this process does not lose it.
 *
 * <p>Threads: one at a time.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Pattern NAME = Pattern.compile("journal-(\\d{10})\\.log");

    private final Path folder;
    private long number;
    private JournalFile file;
    private long bytes;

    private Journal(Path folder, long number, JournalFile file, long bytes) {
        this.folder = folder;
        this.number = number;
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Replays what the index lacks, then is ready for more.
     *
     * @param from number of the first file that the index does not contain
     */
    static Journal open(Path folder, long from, JournalFile.Records replay) throws IOException {
        List<Long> numbers = numbers(folder);
        for (long old : numbers) {
            if (old < from) {
                Files.delete(path(folder, old));
            }
        }
        List<Long> left = numbers.stream().filter(each -> each >= from).toList();
        if (left.isEmpty()) {
            return new Journal(folder, from, JournalFile.create(path(folder, from)), 0);
        }
        long replayed = 0;
        for (long each : left.subList(0, left.size() - 1)) {
            Path whole = path(folder, each);
            long end = JournalFile.read(whole, replay);
            if (end != Files.size(whole)) {
                throw new IOException(
                        whole + " is damaged at byte " + end + " and newer operations follow it: restore the"
                                + " data folder from a copy, or delete the collection's folder");
            }
            replayed += end;
        }
        long last = left.getLast();
        Path tail = path(folder, last);
        long end = JournalFile.read(tail, replay);
        long torn = Files.size(tail) - end;
        if (torn > 0) {
            LOG.warn("Cut {} bytes off {}: the process died while it wrote its last operation", torn, tail);
        }
        return new Journal(folder, last, JournalFile.reopen(tail, end), replayed + end);
    }

    void append(byte[] record) throws IOException {
        file.append(record);
        bytes += record.length;
    }

    /** Begins a new file and answers its number, for the index to remember. */
    long roll() throws IOException {
        JournalFile next = JournalFile.create(path(folder, number + 1));
        file.close();
        file = next;
        number++;
        bytes = 0;
        return number;
    }

    /** The index contains everything before the current file. */
    void forgetBefore() throws IOException {
        for (long old : numbers(folder)) {
            if (old < number) {
                Files.delete(path(folder, old));
            }
        }
    }

    /** How much would have to be replayed. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        try (JournalFile closing = file) {
            closing.force();
        }
    }

    private static List<Long> numbers(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .map(name -> Long.parseLong(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    private static Path path(Path folder, long number) {
        return folder.resolve("journal-%010d.log".formatted(number));
    }
}
