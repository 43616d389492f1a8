package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.dlq.Fate;
import io.kalmstream.deploy.dlq.Replay;
import io.kalmstream.deploy.quickstart.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Send the records of dead letters again, to the partitions they came from.",
            "A letter is replayed once over any number of runs; one that a later record of its key supersedes is"
                    + " passed over."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DlqReplayCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final DlqOptions options = new DlqOptions();

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            defaultValue = "3",
            description = "Leave a record alone that was sent again so often (${DEFAULT-VALUE}).")
    private int maxReplays;

    @Option(
            names = "--even-if-superseded",
            description = "Also records that later ones of their key followed: the old ones then win.")
    private boolean evenIfSuperseded;

    @Option(names = "--json", description = "Print the outcome as one object.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    DlqReplayCommand() {}

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Specs.of(spec);
        if (maxReplays < 1) {
            throw Specs.usage(command, "--max-replays must be positive: " + maxReplays);
        }
        Terminal terminal = Terminal.find();
        if (!dryRun && !yes && !terminal.interactive()) {
            throw Specs.usage(command, "--yes or --dry-run is needed where nobody can be asked");
        }
        Replay replay =
                new Replay(options.box(), options.filter(command, Clock.systemUTC()), maxReplays, evenIfSuperseded);
        PrintWriter err = command.commandLine().getErr();
        if (!dryRun && !yes && !agreed(replay, err)) {
            err.println("Nothing was sent.");
            return ExitCode.OK;
        }
        Map<Fate, Long> fates = run(replay, terminal, err);
        PrintWriter out = command.commandLine().getOut();
        out.println(json ? asJson(fates) : asText(fates));
        return fates.keySet().stream().anyMatch(Fate::isLeft) ? ExitCode.UNACCOUNTED : ExitCode.OK;
    }

    private static boolean agreed(Replay replay, PrintWriter err) throws IOException {
        long letters = replay.dryRun((_, _) -> {}).getOrDefault(Fate.REPLAYED, 0L);
        if (letters == 0) {
            // Nothing to ask about; the run says what is with the letters there are.
            return true;
        }
        err.print("Send the records of %d letters of %s again? [y/N] "
                .formatted(letters, replay.box().topic()));
        err.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String answer = in.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private Map<Fate, Long> run(Replay replay, Terminal terminal, PrintWriter err) {
        if (dryRun) {
            return replay.dryRun((_, _) -> {});
        }
        long[] done = {0};
        try (Progress progress = terminal.progress(err, ProgressUnit.LETTERS)) {
            return replay.run((letter, fate) -> {
                done[0]++;
                progress.at(done[0], done[0]);
                if (fate.isLeft()) {
                    progress.say("%s (%s): %s".formatted(letter.origin(), letter.code(), label(fate)));
                }
            });
        }
    }

    private String asJson(Map<Fate, Long> fates) {
        ObjectNode object = JSON.createObjectNode();
        object.put("dry_run", dryRun);
        for (Fate fate : Fate.values()) {
            object.put(label(fate).replace(' ', '_'), fates.getOrDefault(fate, 0L));
        }
        return object.toString();
    }

    private String asText(Map<Fate, Long> fates) {
        return Arrays.stream(Fate.values())
                .map(fate -> fates.getOrDefault(fate, 0L) + " " + label(fate))
                .collect(Collectors.joining(", ", dryRun ? "Would be: " : "", "."));
    }

    private static String label(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
