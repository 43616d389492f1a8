package io.kalmstream.deploy.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "health",
        description = {
            "Ask a worker how it is: for health checks of containers, whose image has no shell.",
            "Exit code 0 says that the answer is yes, 1 that it is no or that nobody answers."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080/health/ready",
            description = "What to ask: /health/started, /health/live or /health/ready of a worker (${DEFAULT-VALUE}).")
    private String url = "";

    @Spec
    private @Nullable CommandSpec spec;

    HealthCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        HttpRequest request = request(command);
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            command.commandLine().getOut().println(answer.statusCode() + " " + answer.body());
            return answer.statusCode() == 200 ? ExitCode.OK : ExitCode.UNACCOUNTED;
        } catch (IOException e) {
            command.commandLine().getErr().println("kalmstream: nobody answers at " + url);
            return ExitCode.UNACCOUNTED;
        }
    }

    private HttpRequest request(CommandSpec command) {
        try {
            return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        } catch (IllegalArgumentException _) {
            throw Specs.usage(command, "--url: " + url + " is no address like http://127.0.0.1:8080/health/ready");
        }
    }
}
