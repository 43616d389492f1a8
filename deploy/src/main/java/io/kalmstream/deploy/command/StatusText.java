package io.kalmstream.deploy.command;

import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.sinks.qdrant.CollectionStatus;
import java.util.List;

/** How a collection is, as a table. */
final class StatusText {
    private static final String NONE = "none";

    private StatusText() {}

    static List<String> lines(CollectionStatus status, int width) {
        Table table = new Table(List.of(Column.text("what"), Column.flexible("value")));
        table.add("Collection", status.name());
        table.add("Server", status.server());
        table.add("Status", status.health());
        table.add("Optimizer", status.optimizer());
        table.add("Points", String.valueOf(status.points()));
        table.add("Indexed vectors", String.valueOf(status.indexedVectors()));
        table.add("Segments", String.valueOf(status.segments()));
        table.add("Update queue", status.queued() + ", deferred points " + status.deferred());
        table.add("Aliases", status.aliases().isEmpty() ? NONE : String.join(", ", status.aliases()));
        status.vectors().forEach((name, words) -> table.add(name.isEmpty() ? "Vector" : "Vector " + name, words));
        table.add("Model", status.model() == null ? NONE : status.model());
        table.add("Identity", status.identity() == null ? NONE : status.identity());
        status.settings().forEach(table::add);
        status.indexes()
                .forEach(index -> table.add(
                        "Payload index " + index.field(), "%s, %d points".formatted(index.type(), index.points())));
        if (status.strict().isEmpty()) {
            table.add("Strict mode", "off");
        }
        status.strict().forEach((limit, value) -> table.add("Strict mode " + limit, value));
        return table.lines(width).stream().skip(1).toList();
    }
}
