package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events a task has collected since its last window closed, the latest of each document only.
 *
 * <p>Threads: the stream thread only.
 */
final class OpenWindow {
    private final Map<DocumentKey, Row> latest = new LinkedHashMap<>();
    /** How many documents each row still decides; a row that decides none is superseded. */
    private final Map<Row, Integer> decides = new LinkedHashMap<>();

    private final Set<DocumentKey> replaced = new HashSet<>();
    private final KeyIndex keys = new KeyIndex();
    private long chars;
    private long bytes;
    private long openedAt;

    /**
     * Takes a row in.
     *
     * @param decided the documents it is about; a deletion can be about several
     * @param nanos now
     * @return rows it leaves without a document to decide
     */
    List<Row> add(Row row, Collection<DocumentKey> decided, long nanos) {
        if (isEmpty()) {
            openedAt = nanos;
        }
        List<Row> superseded = new ArrayList<>();
        for (DocumentKey key : decided) {
            // Removed first, so that the later event also takes the later place.
            Row before = latest.remove(key);
            latest.put(key, row);
            if (before == null) {
                keys.add(key);
                continue;
            }
            replaced.add(key);
            if (decides.merge(before, -1, Integer::sum) == 0) {
                forget(before);
                superseded.add(before);
            }
        }
        decides.put(row, decided.size());
        chars += row.chars();
        bytes += row.bytes();
        return superseded;
    }

    private void forget(Row row) {
        decides.remove(row);
        chars -= row.chars();
        bytes -= row.bytes();
    }

    /** Which row decides which document, in order. */
    Map<DocumentKey, Row> latest() {
        return latest;
    }

    /** Whether an earlier event about this document came into this window. */
    boolean replaced(DocumentKey key) {
        return replaced.contains(key);
    }

    Set<String> tenants(String id) {
        return keys.tenants(id);
    }

    boolean contains(DocumentKey key) {
        return latest.containsKey(key);
    }

    boolean isEmpty() {
        return decides.isEmpty();
    }

    int rows() {
        return decides.size();
    }

    long chars() {
        return chars;
    }

    long bytes() {
        return bytes;
    }

    /** Since its first row came; meaningless while empty. */
    long ageNanos(long nanos) {
        return nanos - openedAt;
    }
}
