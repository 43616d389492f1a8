package io.kalmstream.deploy.quickstart;

import io.kalmstream.deploy.feed.LineFormat;
import io.kalmstream.deploy.feed.LineSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to feed, in order. */
final class Waves {
    private Waves() {}

    /**
     * @param input null for the samples
     * @param samples their folder
     */
    static List<Wave> of(@Nullable Input input, Path samples) throws IOException {
        if (input != null) {
            return List.of(new Wave(input.source(), input.format()));
        }
        List<Wave> waves = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(samples, "events-*.jsonl")) {
            files.forEach(file -> waves.add(new Wave(new LineSource(file), LineFormat.defaults())));
        }
        if (waves.isEmpty()) {
            throw new IOException("there are no sample events in " + samples);
        }
        waves.sort((one, other) -> one.source().file().compareTo(other.source().file()));
        return waves;
    }

    /** For people. */
    static String sources(List<Wave> waves) {
        return waves.stream().map(wave -> wave.source().toString()).collect(Collectors.joining(", "));
    }

    /** Those that can be counted before they are fed. */
    static long lines(List<Wave> waves) throws IOException {
        long lines = 0;
        for (Wave wave : waves) {
            lines += wave.source().lines();
        }
        return lines;
    }
}
