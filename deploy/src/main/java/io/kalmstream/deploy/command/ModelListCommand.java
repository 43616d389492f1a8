package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.encoder.hub.CachedModel;
import io.kalmstream.encoder.hub.HubException;
import io.kalmstream.encoder.hub.ModelHub;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Say which models of the Hugging Face Hub are in the cache, and whether they can be used.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ModelListCommand implements Callable<Integer> {
    private static final int COMMIT_SHOWN = 12;

    @Option(
            names = "--json",
            description = "Print one JSON array: model, commit, revisions, bytes, usable, and architecture or reason.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ModelListCommand() {}

    @Override
    public Integer call() throws HubException {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        ModelHub hub = ModelHub.fromEnvironment();
        List<CachedModel> models = hub.list();
        if (json) {
            out.println(array(models));
            return ExitCode.OK;
        }
        if (models.isEmpty()) {
            out.println("No models in " + hub.settings().cache());
            return ExitCode.OK;
        }
        Table table = new Table(List.of(
                Column.text("model"),
                Column.text("commit"),
                Column.text("revision"),
                Column.number("size"),
                Column.flexible("usable")));
        for (CachedModel model : models) {
            table.add(
                    "hf:" + model.snapshot().model().repo(),
                    model.snapshot().commit().substring(0, COMMIT_SHOWN),
                    String.join(", ", model.revisions()),
                    Sizes.of(model.bytes()),
                    Usable.of(model).sentence());
        }
        table.lines(Terminal.find().columns()).forEach(out::println);
        return ExitCode.OK;
    }

    private static ArrayNode array(List<CachedModel> models) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (CachedModel model : models) {
            ObjectNode object = array.addObject();
            object.put("model", "hf:" + model.snapshot().model().repo());
            object.put("commit", model.snapshot().commit());
            ArrayNode revisions = object.putArray("revisions");
            model.revisions().forEach(revisions::add);
            object.put("bytes", model.bytes());
            object.put("folder", model.snapshot().folder().toString());
            Usable usable = Usable.of(model);
            object.put("usable", usable.isUsable());
            object.put(usable.isUsable() ? "architecture" : "reason", usable.what());
        }
        return array;
    }
}
