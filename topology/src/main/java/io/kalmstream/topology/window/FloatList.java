package io.kalmstream.topology.window;

import java.util.AbstractList;
import java.util.RandomAccess;

/** A vector as Avro's builders want it, without a copy. */
final class FloatList extends AbstractList<Float> implements RandomAccess {
    private final float[] numbers;

    private FloatList(float[] numbers) {
        this.numbers = numbers;
    }

    static FloatList of(float[] numbers) {
        return new FloatList(numbers);
    }

    @Override
    public Float get(int index) {
        return numbers[index];
    }

    @Override
    public int size() {
        return numbers.length;
    }
}
