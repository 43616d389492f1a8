package io.kalmstream.deploy.command;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        description = "Measure how fast this machine is, and what faults do to it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchEncoderCommand.class,
            BenchPipelineCommand.class,
            BenchStoreCommand.class,
            BenchSoakCommand.class
        },
        sortOptions = false)
final class BenchCommand {
    BenchCommand() {}
}
