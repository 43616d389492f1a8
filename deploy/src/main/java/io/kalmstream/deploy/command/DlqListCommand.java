package io.kalmstream.deploy.command;

import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.LetterFilter;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Print the dead letters there are.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DlqListCommand implements Callable<Integer> {
    @Mixin
    private final DlqOptions options = new DlqOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Print the last N (${DEFAULT-VALUE}); --json prints all.")
    private int limit;

    @Option(names = "--summary", description = "Print how many there are of each reason instead.")
    private boolean summary;

    @Option(names = "--json", description = "Print an object a line; with --summary, one array.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    DlqListCommand() {}

    @Override
    public Integer call() {
        CommandSpec command = Specs.of(spec);
        if (limit < 1) {
            throw Specs.usage(command, "--limit must be positive: " + limit);
        }
        PrintWriter out = command.commandLine().getOut();
        if (summary) {
            summarise(command, out);
        } else if (json) {
            read(command, letter -> out.println(LetterJson.object(letter)));
        } else {
            list(command, out);
        }
        return ExitCode.OK;
    }

    private void summarise(CommandSpec command, PrintWriter out) {
        LetterCounts counts = new LetterCounts();
        long all = read(command, counts::add);
        if (json) {
            out.println(counts.json());
        } else if (counts.isEmpty()) {
            out.println(none(all));
        } else {
            counts.lines(Terminal.find().columns()).forEach(out::println);
        }
    }

    private void list(CommandSpec command, PrintWriter out) {
        Deque<DeadLetter> last = new ArrayDeque<>();
        long[] chosen = {0};
        long all = read(command, letter -> {
            chosen[0]++;
            last.add(letter);
            if (last.size() > limit) {
                last.remove();
            }
        });
        if (last.isEmpty()) {
            out.println(none(all));
            return;
        }
        LetterTable.lines(last, Terminal.find().columns()).forEach(out::println);
        command.commandLine().getErr().println("%d of %d letters".formatted(last.size(), chosen[0]));
    }

    /** @return how many letters there are, those left out included */
    private long read(CommandSpec command, Consumer<DeadLetter> each) {
        LetterFilter filter = options.filter(command, Clock.systemUTC());
        long[] all = {0};
        options.box().read(LetterFilter.ALL, letter -> {
            all[0]++;
            if (filter.test(letter)) {
                each.accept(letter);
            }
        });
        return all[0];
    }

    private static String none(long all) {
        return all == 0 ? "no dead letters" : "none of the %d dead letters is like that".formatted(all);
    }
}
