package io.kalmstream.encoder.model;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Where int8 models go whose checkpoint folder is not ours to write to: {@code KALMSTREAM_CACHE}, else {@code ~/.cache/kalmstream}.
 *
 * @param path may not exist yet
 */
record CacheFolder(Path path) {
    private static final String VARIABLE = "KALMSTREAM_CACHE";
    private static final int STAMP_LENGTH = 16;

    static CacheFolder ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static CacheFolder of(Map<String, String> environment, Path home) {
        String given = environment.getOrDefault(VARIABLE, "").strip();
        return new CacheFolder(given.isEmpty() ? home.resolve(".cache").resolve("kalmstream") : Path.of(given));
    }

    /** The files of these weights, written now if they are not there. Many processes may ask at once: the first that is ready wins. */
    Int8Files int8(ModelPlan plan, ImportListener listener) {
        try {
            String stamp = Int8Stamp.of(plan.weights()).substring(0, STAMP_LENGTH);
            Path models = Files.createDirectories(path.resolve("int8"));
            Int8Files files = new Int8Files(models.resolve(fileName(plan.card().name()) + "-" + stamp));
            if (!files.fit(plan)) {
                write(plan, models, files, listener);
            }
            return files;
        } catch (IOException e) {
            throw new EncoderException(
                    "The int8 weights of " + plan.card().name() + " cannot be written to " + path + " ("
                            + e.getMessage() + "); make room there or let " + VARIABLE + " name another folder",
                    e);
        }
    }

    private static void write(ModelPlan plan, Path models, Int8Files files, ImportListener listener)
            throws IOException {
        Path part = Files.createTempDirectory(models, ".part-");
        try {
            new Int8Files(part).write(plan, listener);
            if (!files.fit(plan)) {
                delete(files.folder());
                Files.move(part, files.folder(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            if (!files.fit(plan)) {
                throw e;
            }
        } finally {
            delete(part);
        }
    }

    /** Whatever is in it, not in folders of it: we make none there. */
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
