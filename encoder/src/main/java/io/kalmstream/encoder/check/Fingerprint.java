package io.kalmstream.encoder.check;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of a checkpoint's weights. */
final class Fingerprint {
    private Fingerprint() {}

    /** Reads every byte where it has to; a file in the cache of Hugging Face is called by its own. */
    static boolean isOf(ModelPlan plan, String sha256) {
        List<Path> files = plan.weights().values().stream()
                .map(WeightTensor::file)
                .distinct()
                .toList();
        return files.size() == 1 && sha256(files.getFirst()).equals(sha256);
    }

    private static String sha256(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("[0-9a-f]{64}")) {
            return name;
        }
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new EncoderException(file + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
