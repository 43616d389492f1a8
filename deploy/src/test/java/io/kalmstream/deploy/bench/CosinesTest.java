package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CosinesTest {
    @Test
    void of_vectorsOfAnyLength_comparesDirections() {
        List<float[]> ours = List.of(new float[] {1, 0}, new float[] {3, 4});
        List<float[]> theirs = List.of(new float[] {0, 2}, new float[] {6, 8});

        assertThat(Cosines.of(ours, theirs)).isEqualTo(new Cosines(0.5, 0));
    }
}
