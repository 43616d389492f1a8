package io.kalmstream.deploy.quickstart;

import java.util.ArrayList;
import java.util.List;

/** A few of many, evenly spread, without knowing how many will come. */
final class Picks<T> {
    private static final int MOST = 64;

    private final List<T> kept = new ArrayList<>();
    private long stride = 1;
    private long seen;

    void offer(T next) {
        if (seen % stride == 0) {
            kept.add(next);
        }
        seen++;
        if (kept.size() == MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                kept.set(i, kept.get(2 * i));
            }
            kept.subList(MOST / 2, MOST).clear();
            stride *= 2;
        }
    }

    /** At most {@code count}, in their order. */
    List<T> take(int count) {
        if (kept.size() <= count) {
            return List.copyOf(kept);
        }
        List<T> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(kept.get(i * kept.size() / count));
        }
        return taken;
    }
}
