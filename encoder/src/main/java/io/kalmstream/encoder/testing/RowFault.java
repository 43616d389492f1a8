package io.kalmstream.encoder.testing;

import java.util.ArrayList;
import java.util.List;

/** How the vectors of a batch can be the wrong ones although each is a good one. */
public enum RowFault {
    ONE_TOO_FEW {
        @Override
        List<float[]> in(List<float[]> vectors) {
            return vectors.subList(0, vectors.size() - 1);
        }
    },
    ONE_TOO_MANY {
        @Override
        List<float[]> in(List<float[]> vectors) {
            List<float[]> more = new ArrayList<>(vectors);
            more.add(vectors.getFirst());
            return more;
        }
    },
    REVERSED {
        @Override
        List<float[]> in(List<float[]> vectors) {
            return vectors.reversed();
        }
    };

    abstract List<float[]> in(List<float[]> vectors);
}
