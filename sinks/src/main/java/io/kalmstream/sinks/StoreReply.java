package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What became of a batch of changes. Anything but these (wrong credentials, missing collection) is a {@link StoreException}. */
public sealed interface StoreReply {
    /** Every change is durable and visible to searches. */
    record Applied() implements StoreReply {}

    /**
     * A younger write of the same writer was there first, so the caller is no longer who it thinks it is: changes of documents with
     * younger writes did nothing, all others may or may not be applied.
     *
     * @param younger the one found; of several the youngest
     */
    record Stale(Fence younger) implements StoreReply {
        public Stale {
            requireNonNull(younger, "younger is null");
        }
    }

    /**
     * These attribute updates found no point, and no later change of the batch has made one: their documents have to be upserted.
     *
     * @param indexes positions in the batch, ascending
     * @param refused as in {@link Refused}; may be empty
     */
    record Missing(List<Integer> indexes, List<Refused.Row> refused) implements StoreReply {
        public Missing {
            indexes = List.copyOf(indexes);
            refused = List.copyOf(refused);
        }
    }

    /** The store refused these changes for good; all others of the batch are applied. */
    record Refused(List<Row> rows) implements StoreReply {
        public Refused {
            rows = List.copyOf(rows);
        }

        /**
         * @param index position in the batch
         * @param reason a sentence for dead letters and logs; where it quotes the store, without what the store quotes, which may
         *     be user text
         */
        public record Row(int index, String reason) {
            public Row {
                requireNonNull(reason, "reason is null");
            }
        }
    }
}
