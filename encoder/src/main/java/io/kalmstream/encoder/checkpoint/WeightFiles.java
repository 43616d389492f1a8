package io.kalmstream.encoder.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.encoder.EncoderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeSet;

/**
 * The safetensors files of a checkpoint: a single one, or shards with an index.
 *
 * @param files in the order of their names
 * @param tensors by their names in the files
 */
record WeightFiles(List<Path> files, Map<String, StoredTensor> tensors) {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    WeightFiles {
        files = List.copyOf(files);
        tensors = Map.copyOf(tensors);
    }

    static WeightFiles of(Path folder) {
        Path single = folder.resolve(SINGLE);
        if (Files.exists(single)) {
            return read(List.of(single));
        }
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            return sharded(folder, JsonFile.read(index));
        }
        String others = Files.exists(folder.resolve("pytorch_model.bin"))
                ? "; pytorch_model.bin is not read, because such a file can run code: save the model as safetensors"
                : ": was all of the checkpoint downloaded?";
        throw new EncoderException(folder + " has neither " + SINGLE + " nor " + INDEX + others);
    }

    private static WeightFiles sharded(Path folder, JsonFile index) {
        JsonNode map = index.any("weight_map")
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new EncoderException(index.path() + ": weight_map is missing"));
        TreeSet<String> shards = new TreeSet<>();
        for (Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().asText();
            if (!shard.matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.safetensors")) {
                throw new EncoderException(
                        index.path() + ": weight_map names a file that is no shard: " + entry.getValue());
            }
            shards.add(shard);
        }
        for (String shard : shards) {
            if (!Files.exists(folder.resolve(shard))) {
                throw new EncoderException(folder.resolve(shard) + " is missing, one of the " + shards.size()
                        + " files that " + INDEX + " names: download it");
            }
        }
        WeightFiles files = read(shards.stream().map(folder::resolve).toList());
        for (Entry<String, JsonNode> entry : map.properties()) {
            Path shard = folder.resolve(entry.getValue().asText());
            StoredTensor tensor = files.tensors.get(entry.getKey());
            if (tensor == null || !tensor.file().equals(shard)) {
                throw new EncoderException(shard + " has no tensor " + entry.getKey() + ", though " + INDEX
                        + " says so: are both of the same revision?");
            }
        }
        return files;
    }

    private static WeightFiles read(List<Path> files) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        List<Path> read = new ArrayList<>();
        for (Path file : files) {
            for (StoredTensor tensor : SafetensorsFile.read(file)) {
                StoredTensor other = tensors.put(tensor.name(), tensor);
                if (other != null) {
                    throw new EncoderException("The tensor " + tensor.name() + " is in two files, " + other.file()
                            + " and " + file + ": which one is meant?");
                }
            }
            read.add(file);
        }
        return new WeightFiles(read, tensors);
    }
}
