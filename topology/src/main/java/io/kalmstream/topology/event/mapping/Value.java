package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A piece of a record's content, whatever the record was written in. */
public sealed interface Value {
    /** A field that is not there, or null. */
    record Missing() implements Value {
        static final Value VALUE = new Missing();
    }

    record Text(String text) implements Value {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    record Whole(BigInteger number) implements Value {
        public Whole {
            requireNonNull(number, "number is null");
        }

        static Whole of(long number) {
            return new Whole(BigInteger.valueOf(number));
        }

        boolean fitsLong() {
            return number.bitLength() < Long.SIZE;
        }
    }

    /** @param text as people write it */
    record Real(double number, String text) implements Value {
        public Real {
            requireNonNull(text, "text is null");
        }
    }

    record Flag(boolean set) implements Value {}

    /** A time that is known to be one; in JSON, times are texts or numbers. */
    record Moment(Instant at) implements Value {
        public Moment {
            requireNonNull(at, "at is null");
        }
    }

    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** An object. */
    non-sealed interface Group extends Value {
        /** {@link Missing} when it has no such field. */
        Value field(String name);

        /** In their order. */
        Set<String> names();
    }

    /** As it reads within a text: nothing for what is missing or an object, several values with commas between. */
    default String inText() {
        return switch (this) {
            case Missing _, Group _ -> "";
            case Text(String text) -> text;
            case Whole(BigInteger number) -> number.toString();
            case Real real -> real.text;
            case Flag(boolean set) -> Boolean.toString(set);
            case Moment(Instant at) -> at.toString();
            case Items(List<Value> items) ->
                items.stream()
                        .map(Value::inText)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "));
        };
    }

    /** As a name of something: a text that is not empty, or a number. */
    default Optional<String> asName() {
        return switch (this) {
            case Text(String text) -> text.isEmpty() ? Optional.empty() : Optional.of(text);
            case Whole _, Real _ -> Optional.of(inText());
            case Missing _, Flag _, Moment _, Items _, Group _ -> Optional.empty();
        };
    }

    /** As an attribute in the vector store: String, Long, Double or Boolean; empty for what is none of them. */
    default Optional<Object> asAttribute() {
        return switch (this) {
            case Text(String text) -> Optional.of(text);
            case Whole whole ->
                Optional.of(whole.fitsLong() ? (Object) whole.number.longValue() : whole.number.doubleValue());
            case Real real -> Double.isFinite(real.number) ? Optional.of(real.number) : Optional.empty();
            case Flag(boolean set) -> Optional.of(set);
            case Moment(Instant at) -> Optional.of(at.toString());
            case Missing _, Items _, Group _ -> Optional.empty();
        };
    }

    /** What kind of value it is, for messages. */
    default String kind() {
        return switch (this) {
            case Missing _ -> "missing";
            case Text _ -> "a text";
            case Whole _, Real _ -> "a number";
            case Flag _ -> "a boolean";
            case Moment _ -> "a time";
            case Items _ -> "an array";
            case Group _ -> "an object";
        };
    }
}
