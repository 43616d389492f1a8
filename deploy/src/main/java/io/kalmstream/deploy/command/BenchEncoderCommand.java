package io.kalmstream.deploy.command;

import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.bench.BenchTexts;
import io.kalmstream.deploy.bench.EncoderBench;
import io.kalmstream.deploy.bench.EncoderReport;
import io.kalmstream.deploy.bench.EncoderSoak;
import io.kalmstream.deploy.bench.LangChain4jPeer;
import io.kalmstream.deploy.bench.Peer;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "encoder",
        description = "Measure how many texts a model encodes in a second, through the same batcher as a worker.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchEncoderCommand implements Callable<Integer> {
    /** What it can be compared with. */
    enum Against {
        LANGCHAIN4J
    }

    @Option(
            names = "--model",
            paramLabel = "M",
            defaultValue = Encoders.BUILT_IN,
            description = "builtin, a checkpoint's folder, or hf:org/name (${DEFAULT-VALUE}).")
    private String model = "";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description = "fp32 or int8 (${DEFAULT-VALUE}).")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--against",
            paramLabel = "PEER",
            description = "langchain4j: run LangChain4j's own all-MiniLM-L6-v2 on the same texts in turns.")
    private @Nullable Against against;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the model; as many as cores without it.")
    private @Nullable Integer threads;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Texts to encode, one per line; the sample events and texts made of their words without it.")
    private @Nullable Path input;

    @Option(
            names = "--documents",
            paramLabel = "N",
            description = "Only the first so many of the texts, for slow models.")
    private @Nullable Integer documents;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds over all texts after the warm-up (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--soak",
            paramLabel = "BATCHES",
            description = "Instead of measuring speed, encode so many device batches and watch the memory.")
    private @Nullable Integer soak;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    BenchEncoderCommand() {}

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Specs.of(spec);
        if (rounds < 1 || (threads != null && threads < 1) || (documents != null && documents < 1)) {
            throw Specs.usage(command, "--rounds, --threads and --documents must be at least 1");
        }
        if (against != null && !model.equals(Encoders.BUILT_IN)) {
            throw Specs.usage(
                    command,
                    "--against " + against.name().toLowerCase(Locale.ROOT) + " runs the same model as --model builtin,"
                            + " not as " + model);
        }
        PrintWriter out = command.commandLine().getOut();
        PrintWriter progress = command.commandLine().getErr();
        EncoderOptions options = EncoderOptions.defaults().withPrecision(precision);
        if (threads != null) {
            options = options.withThreads(threads);
        }
        if (soak != null) {
            new EncoderSoak(model, options, soak, progress::println).run(texts());
            return ExitCode.OK;
        }
        EncoderReport report = new EncoderBench(model, options, rounds, progress::println).run(texts(), peer());
        if (json) {
            out.println(EncoderReportText.json(report));
        } else {
            EncoderReportText.lines(report).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private List<String> texts() throws IOException {
        List<String> texts = input == null ? BenchTexts.read(Home.find().samples()) : lines(input);
        return documents == null ? texts : texts.subList(0, Math.min(documents, texts.size()));
    }

    private static List<String> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> texts = lines.filter(line -> !line.isBlank()).toList();
            if (texts.isEmpty()) {
                throw CommandException.data(file + " has no line with a text");
            }
            return texts;
        } catch (NoSuchFileException e) {
            throw CommandException.data("There is no file " + file + " to read texts from");
        } catch (UncheckedIOException e) {
            throw CommandException.data(file + " cannot be read as UTF-8 text, one text per line");
        }
    }

    private Optional<Supplier<Peer>> peer() {
        return Optional.ofNullable(against).map(peer -> switch (peer) {
            case LANGCHAIN4J -> BenchEncoderCommand::langChain4j;
        });
    }

    private static Peer langChain4j() {
        try {
            return new LangChain4jPeer();
        } catch (NoClassDefFoundError e) {
            throw CommandException.configuration(
                    "LangChain4j is not part of this installation; run deploy/kalmstream in a source tree, or put"
                            + " dev.langchain4j:langchain4j-embeddings on the class path");
        }
    }
}
