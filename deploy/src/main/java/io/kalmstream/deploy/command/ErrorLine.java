package io.kalmstream.deploy.command;

import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.avro.serde.SerdeException;
import io.kalmstream.avro.serde.UndecodableRecordException;
import io.kalmstream.avro.serde.UnencodableRecordException;
import io.kalmstream.deploy.dlq.ReplayException;
import io.kalmstream.deploy.feed.FeedException;
import io.kalmstream.deploy.local.LocalStackException;
import io.kalmstream.deploy.worker.FailureKind;
import io.kalmstream.deploy.worker.WorkerException;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.RejectedTextException;
import io.kalmstream.encoder.hub.HubException;
import io.kalmstream.sinks.StoreException;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What went wrong, in one line, and the exit code that says whose turn it is. Its stack trace is printed when asked for. */
final class ErrorLine {
    private ErrorLine() {}

    static int print(Throwable failure, boolean verbose, PrintWriter err) {
        int code = code(failure);
        err.println("kalmstream: " + line(failure, code));
        if (verbose) {
            failure.printStackTrace(err);
        }
        return code;
    }

    static int printUsage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("kalmstream: " + failure.getMessage());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    static int code(Throwable failure) {
        return switch (failure) {
            case CommandException e -> e.exitCode();
            case InterruptedException _ -> ExitCode.INTERRUPTED;
            case InterruptException _ -> ExitCode.INTERRUPTED;
            case WorkerException e -> code(e.kind());
            case ReplayException _ -> ExitCode.TEMPORARY;
            case LocalStackException _ -> ExitCode.TEMPORARY;
            case EncoderException e when e.fault() == EncoderException.Fault.STOPPED -> ExitCode.INTERRUPTED;
            case EncoderException e -> code(FailureKind.of(e));
            case RejectedTextException _ -> ExitCode.DATA;
            case HubException e ->
                switch (e.fault()) {
                    case REFUSED -> ExitCode.CONFIGURATION;
                    case UNREACHABLE, DAMAGED -> ExitCode.TEMPORARY;
                };
            case ConfigException _, AuthenticationException _, AuthorizationException _ -> ExitCode.CONFIGURATION;
            case RetriableException _ -> ExitCode.TEMPORARY;
            case StoreException e ->
                switch (e.fault()) {
                    case WORLD -> ExitCode.TEMPORARY;
                    case CONFIGURATION -> ExitCode.CONFIGURATION;
                    case BUG -> ExitCode.BUG;
                };
            case SerdeException e ->
                switch (e) {
                    case RegistryUnavailableException _ -> ExitCode.TEMPORARY;
                    case RegistryRefusedException _ -> ExitCode.CONFIGURATION;
                    case UndecodableRecordException _, UnencodableRecordException _ -> ExitCode.BUG;
                };
            case FeedException e when e.getCause() != null -> code(e.getCause());
            case KafkaException e when e.getCause() != null -> code(e.getCause());
            // Of threads or memory outside the heap: of the heap itself the JVM has ended.
            case OutOfMemoryError _ -> ExitCode.CONFIGURATION;
            default -> ExitCode.BUG;
        };
    }

    private static int code(FailureKind kind) {
        return switch (kind) {
            case TRANSIENT, RESTART -> ExitCode.TEMPORARY;
            case DEVICE -> ExitCode.DEVICE;
            case CONFIGURATION -> ExitCode.CONFIGURATION;
            case BUG -> ExitCode.BUG;
        };
    }

    private static Throwable exhausted(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof KafkaException && cause != null ? cause : failure;
    }

    private static String line(Throwable failure, int code) {
        if (code == ExitCode.INTERRUPTED) {
            return "stopped before it was done";
        }
        if (exhausted(failure) instanceof OutOfMemoryError limit) {
            return "this process cannot start another thread, or have more memory outside its heap: raise its limits"
                    + " (ulimit -u, ulimit -v, pids and memory of its container): " + limit.getMessage();
        }
        String message =
                String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
        if (code != ExitCode.BUG) {
            return message;
        }
        return failure.getClass().getSimpleName() + ": " + message
                + ". This is a bug; --verbose prints where it happened.";
    }
}
