package io.kalmstream.encoder.model;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder that all weights files are in or below, symbolic links followed: runtimes refuse a weights file that is somewhere else,
 * and the Hub's cache consists of links.
 *
 * @param path without a link in it
 * @param locations of the weights files, relative to {@code path}
 */
record WeightsFolder(Path path, Map<Path, String> locations) {
    static WeightsFolder of(Collection<WeightTensor> weights) {
        List<Path> files = weights.stream().map(WeightTensor::file).distinct().toList();
        Map<Path, Path> real = new HashMap<>();
        files.forEach(file -> real.put(file, real(file)));
        Path common = real.values().stream()
                .map(WeightsFolder::parent)
                .reduce(WeightsFolder::common)
                .orElseThrow();
        Map<Path, String> locations = new HashMap<>();
        real.forEach((file, at) -> locations.put(file, common.relativize(at).toString()));
        return new WeightsFolder(common, Map.copyOf(locations));
    }

    String location(Path file) {
        String location = locations.get(file);
        if (location == null) {
            throw new IllegalArgumentException(file + " is not a weights file of the model");
        }
        return location;
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new EncoderException("The weights file " + file + " cannot be found", e);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException(file + " is no file");
        }
        return parent;
    }

    private static Path common(Path left, Path right) {
        Path common = left;
        while (!right.startsWith(common)) {
            common = parent(common);
        }
        return common;
    }
}
