package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events a task has collected since its last window closed. The latest of each document decides; documents that it replaced are
 * kept in case it fails.
 *
 * <p>Threads: the stream thread only.
 */
final class OpenWindow {
    private final Map<DocumentKey, Row> latest = new LinkedHashMap<>();
    private final Map<DocumentKey, Replaced> replaced = new HashMap<>();
    /** How many documents each row still decides; a row that decides none is superseded. */
    private final Map<Row, Integer> decides = new LinkedHashMap<>();

    /** Rows that decide nothing any more, whatever becomes of those that replaced them. */
    private final List<Row> overtaken = new ArrayList<>();

    private final KeyIndex keys = new KeyIndex();
    private int kept;
    private long tokens;
    private long bytes;
    private long openedAt;

    /**
     * Takes a row in.
     *
     * @param decided the documents it is about; a deletion can be about several
     * @param nanos now
     */
    void add(Row row, Collection<DocumentKey> decided, long nanos) {
        if (isEmpty()) {
            openedAt = nanos;
        }
        for (DocumentKey key : decided) {
            // Removed first, so that the later event also takes the later place.
            Row before = latest.remove(key);
            latest.put(key, row);
            if (before == null) {
                keys.add(key);
                continue;
            }
            boolean decidesNothing = decides.merge(before, -1, Integer::sum) == 0;
            if (decidesNothing) {
                decides.remove(before);
                tokens -= before.tokens();
            }
            replace(key, before, decidesNothing, row);
        }
        decides.put(row, decided.size());
        tokens += row.tokens();
        bytes += row.bytes();
    }

    private void replace(DocumentKey key, Row before, boolean decidesNothing, Row by) {
        Replaced earlier = replaced.getOrDefault(key, Replaced.NOTHING);
        boolean deletion = switch (before.decoded()) {
            case Decoded.Deletion _ -> true;
            case Decoded.Document _ -> false;
        };
        switch (by.decoded()) {
            // A document fails where its text cannot be used; then the one before it is the latest.
            case Decoded.Document _
            when deletion -> {
                replaced.put(key, Replaced.after(before));
                if (decidesNothing) {
                    overtaken.add(before);
                    kept++;
                }
            }
            case Decoded.Document _ -> {
                List<Row> rows = new ArrayList<>(earlier.rows());
                rows.add(before);
                replaced.put(key, new Replaced(rows, earlier.deletion()));
                kept++;
            }
            case Decoded.Deletion _ -> {
                overtaken.addAll(earlier.rows());
                if (decidesNothing) {
                    overtaken.add(before);
                    kept++;
                }
                replaced.put(key, Replaced.NOTHING);
            }
        }
    }

    /** Which row decides which document, in order. */
    Map<DocumentKey, Row> latest() {
        return latest;
    }

    /** Whether an earlier event about this document came into this window. */
    boolean replaced(DocumentKey key) {
        return replaced.containsKey(key);
    }

    /**
     * Rows that nothing can bring back: what a deletion replaced, and deletions that documents replaced. They end with the window all
     * the same: an earlier life of the task may have brought them to the store, and only while they are pending does the next one know
     * of their document, which a deletion without a tenant does not name, and not take it for unchanged.
     */
    List<Row> overtaken() {
        return overtaken;
    }

    /** What counts if the row fails that decides this document. */
    Replaced before(DocumentKey key) {
        return replaced.getOrDefault(key, Replaced.NOTHING);
    }

    /**
     * Keeps a row that came before all of this window's about its document.
     *
     * @return false: there are none
     */
    boolean keepBefore(DocumentKey key, Row row) {
        Row decider = latest.get(key);
        if (decider == null) {
            return false;
        }
        if (decider.decoded() instanceof Decoded.Deletion || before(key).isAfterDeletion()) {
            overtaken.add(row);
        } else {
            replaced.put(key, before(key).behind(row));
        }
        kept++;
        bytes += row.bytes();
        return true;
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

    /** That decide something. */
    int rows() {
        return decides.size();
    }

    /** All that are pending because of this window. */
    int held() {
        return decides.size() + kept;
    }

    /** Of the rows that decide something, roughly. */
    long tokens() {
        return tokens;
    }

    /** Of all rows held. */
    long bytes() {
        return bytes;
    }

    /** Since its first row came; meaningless while empty. */
    long ageNanos(long nanos) {
        return nanos - openedAt;
    }
}
