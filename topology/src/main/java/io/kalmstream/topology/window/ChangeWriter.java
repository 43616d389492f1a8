package io.kalmstream.topology.window;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Point;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import java.util.List;

/** Says a piece of work in the vector store's words. Threads: any. */
record ChangeWriter(ModelCard model, boolean keepText) {
    sealed interface Draft {}

    record Written(Change change) implements Draft {}

    record Failed(Failure failure) implements Draft {}

    /** @param outcomes of the window's texts, in their order */
    Draft write(Work work, List<EncodeOutcome> outcomes) {
        return switch (work) {
            case Work.Encode encode -> upsert(encode, outcomes.get(encode.text()));
            case Work.Describe describe ->
                new Written(new Change.SetAttributes(
                        describe.key(),
                        describe.document().attributes(),
                        describe.document().occurredAt(),
                        source(work)));
            case Work.Remove remove -> new Written(new Change.Delete(remove.key()));
        };
    }

    private Draft upsert(Work.Encode work, EncodeOutcome outcome) {
        return switch (outcome) {
            case EncodeOutcome.Rejected rejected -> new Failed(new Failure(code(rejected.cause()), rejected.reason()));
            case EncodeOutcome.Encoded encoded -> new Written(new Change.Upsert(point(work, encoded.vector())));
        };
    }

    private static FailureCode code(EncodeOutcome.Rejected.Cause cause) {
        return switch (cause) {
            case TEXT -> FailureCode.ENCODER_REJECTED;
            case VECTOR -> FailureCode.BAD_VECTOR;
        };
    }

    private Point point(Work.Encode work, float[] vector) {
        return new Point(
                work.key(),
                vector,
                keepText ? work.document().text() : null,
                work.fingerprint().textHash(),
                model.stamp(),
                work.document().attributes(),
                work.document().occurredAt(),
                source(work));
    }

    private static Point.Source source(Work work) {
        Origin origin = work.row().event().origin();
        return new Point.Source(origin.topic(), origin.partition(), origin.offset());
    }
}
