package io.kalmstream.deploy.quickstart;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.deploy.feed.FeedRecord;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.TextHash;

/** Says what a line must lead to, from the contract of events and not from what the worker does. */
record Meanings(int maxTextChars) {
    Meaning of(FeedRecord record) {
        return switch (record) {
            case FeedRecord.Broken _ -> new Meaning.Bad();
            case FeedRecord.Tombstone tombstone ->
                tombstone.key().isBlank()
                        ? new Meaning.Bad()
                        : new Meaning.Deletion(tombstone.key(), tombstone.tenant());
            case FeedRecord.Event event -> of(event.event());
            case FeedRecord.Interacted _ ->
                throw new IllegalArgumentException("an interaction is no event of a document. This is a bug.");
        };
    }

    private Meaning of(TextEvent event) {
        String text = event.getText();
        if (event.getId().isBlank() || TextHash.isBlank(text) || text.length() > maxTextChars) {
            return new Meaning.Bad();
        }
        return new Meaning.Document(new DocumentKey(event.getTenant(), event.getId()), TextHash.of(text));
    }
}
