package io.kalmstream.deploy.command;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        description = "Measure how fast this machine is.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchEncoderCommand.class},
        sortOptions = false)
final class BenchCommand {
    BenchCommand() {}
}
