package io.kalmstream.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import io.kalmstream.encoder.graph.Int8Layout;
import io.kalmstream.encoder.graph.TinyModel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Int8WriterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void write_everyType_keepsMatricesWithinHalfAStepAndTheRestAsItIs(DataType type) throws IOException {
        ModelPlan plan = plan(type);
        Int8Layout layout = write(plan);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(layout.file())).order(ByteOrder.LITTLE_ENDIAN);

        for (Int8Layout.Matrix matrix : layout.matrices().values()) {
            float[] source = numbers(matrix.source());
            for (int out = 0; out < matrix.out(); out++) {
                float scale = file.getFloat((int) matrix.scales() + out * Float.BYTES);
                for (int in = 0; in < matrix.in(); in++) {
                    int value = file.get((int) (matrix.values() + in * matrix.out() + out));
                    float exact = source[(int) (out * matrix.in() + in)];
                    assertThat(value * scale).isCloseTo(exact, within(scale * 0.501f));
                }
            }
        }
        for (Map.Entry<String, WeightTensor> other : layout.others().entrySet()) {
            float[] exact = numbers(plan.weight(other.getKey()));
            float[] kept = numbers(other.getValue());
            for (int i = 0; i < exact.length; i++) {
                assertThat(kept[i]).isCloseTo(exact[i], within(Math.abs(exact[i]) / 1000));
            }
        }
        assertThat(Files.size(layout.file())).isEqualTo(layout.size());
    }

    @Test
    void write_twice_writesTheSameBytes() throws IOException {
        ModelPlan plan = plan(DataType.F32);
        byte[] first = Files.readAllBytes(write(plan).file());

        assertThat(Files.readAllBytes(write(plan).file())).isEqualTo(first);
    }

    @Test
    void write_anySize_tellsHowFarItIs() throws IOException {
        Int8Layout layout = Int8Layout.of(plan(DataType.F32), folder.resolve("int8.bin"));
        List<Long> heard = new ArrayList<>();

        Int8Writer.write(layout, layout.file(), (_, bytes, total) -> {
            heard.add(bytes);
            assertThat(total).isEqualTo(layout.size());
        });

        assertThat(heard)
                .isSorted()
                .hasSize(layout.matrices().size() + layout.others().size());
    }

    @Test
    void write_rowOfZeros_writesZeros() throws IOException {
        ModelPlan plan = plan(DataType.F32);
        WeightTensor weight = plan.weight("layers.0.mlp.up_proj.weight");
        overwrite(weight, new byte[(int) (weight.shape().getLast() * Float.BYTES)]);

        Int8Layout layout = write(plan);

        Int8Layout.Matrix matrix = layout.matrices().get("layers.0.mlp.up_proj");
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(layout.file())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(matrix).isNotNull();
        assertThat(file.getFloat((int) matrix.scales())).isZero();
        assertThat(file.get((int) matrix.values())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void write_numberThatIsNone_isRefusedNamingTheTensor(DataType type) throws IOException {
        ModelPlan plan = plan(type);
        overwrite(plan.weight("layers.1.mlp.up_proj.weight"), new byte[] {-1, 0x7f, -1, 0x7f});

        assertThatThrownBy(() -> write(plan))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("layers.1.mlp.up_proj.weight")
                .hasMessageContaining("weights.bin");
    }

    @Test
    void write_tableTooLargeForFp16_isRefused() throws IOException {
        ModelPlan plan = plan(DataType.F32);
        byte[] large = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(70_000)
                .array();
        overwrite(plan.weight("embed_tokens.weight"), large);

        assertThatThrownBy(() -> write(plan))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("70000");
    }

    @Test
    void write_weightsThatEndEarly_failsNamingTheTensor() throws IOException {
        ModelPlan plan = plan(DataType.F32);
        WeightTensor weight = plan.weight("layers.1.mlp.down_proj.weight");
        try (FileChannel channel = FileChannel.open(weight.file(), StandardOpenOption.WRITE)) {
            channel.truncate(weight.offset() + 10);
        }

        assertThatThrownBy(() -> write(plan))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("layers.1.mlp.down_proj.weight");
    }

    private Int8Layout write(ModelPlan plan) throws IOException {
        Int8Layout layout = Int8Layout.of(plan, folder.resolve("int8.bin"));
        Int8Writer.write(layout, layout.file(), ImportListener.NONE);
        return layout;
    }

    private ModelPlan plan(DataType type) throws IOException {
        return TinyModel.plan(
                folder, TinyModel.qwen2(), type, Attention.BIDIRECTIONAL, Pooling.MEAN, 24, Seed.random());
    }

    private static float[] numbers(WeightTensor tensor) throws IOException {
        float[] numbers = new float[Math.toIntExact(tensor.elements())];
        try (WeightRows rows = WeightRows.open(tensor, WeightRows.buffer())) {
            rows.next(numbers);
        }
        return numbers;
    }

    private static void overwrite(WeightTensor tensor, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), tensor.offset());
        }
    }
}
