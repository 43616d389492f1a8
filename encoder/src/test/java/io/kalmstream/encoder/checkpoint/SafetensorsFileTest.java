package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.TestingSafetensors.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void read_severalTensors_findsEachBehindTheHeader() throws IOException {
        TestingSafetensors.write(
                file, List.of(Tensor.of("a", "F32", 2, 3), Tensor.of("b", "I64", 0), Tensor.of("c", "BF16", 5)));

        List<StoredTensor> tensors = SafetensorsFile.read(file);

        long data = Files.size(file) - 24 - 10;
        assertThat(tensors)
                .containsExactlyInAnyOrder(
                        new StoredTensor("a", "F32", List.of(2L, 3L), file, data, 24),
                        new StoredTensor("b", "I64", List.of(0L), file, data + 24, 0),
                        new StoredTensor("c", "BF16", List.of(5L), file, data + 24, 10));
    }

    @Test
    void read_typeThatNobodyReads_isNoFault() throws IOException {
        TestingSafetensors.write(file, List.of(Tensor.of("a", "F8_E4M3", 7)));

        assertThat(SafetensorsFile.read(file)).singleElement().satisfies(tensor -> {
            assertThat(tensor.dtype()).isEqualTo("F8_E4M3");
            assertThat(tensor.bytes()).isEqualTo(7);
        });
    }

    @Test
    void read_halfDownloaded_saysHowMuchIsMissing() throws IOException {
        TestingSafetensors.write(file, List.of(Tensor.of("a", "F32", 1000)));
        long whole = Files.size(file);
        truncate(whole - 1);

        assertRefused("incomplete", "" + (whole - 1), "" + whole, "download it again");
    }

    @Test
    void read_cutInItsHeader_isIncomplete() throws IOException {
        TestingSafetensors.write(file, List.of(Tensor.of("a", "F32", 1000)));
        truncate(20);

        assertRefused("incomplete", "20 bytes", "at least");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void read_tooShortForALength_isRefused(int bytes) throws IOException {
        Files.write(file, new byte[bytes]);

        assertRefused(bytes + " bytes", "download it again");
    }

    @Test
    void read_bytesBehindTheLastTensor_areRefused() throws IOException {
        TestingSafetensors.write(file, List.of(Tensor.of("a", "F32", 10)));
        long whole = Files.size(file);
        truncate(whole + 3);

        assertRefused("" + (whole + 3), "" + whole);
    }

    @Test
    void read_gitLfsPointer_isCalledThat() throws IOException {
        Files.writeString(file, """
            version https://git-lfs.github.com/spec/v1
            oid sha256:375fa304cee0e020c98a96ddff5a28a371891c5ea3f707dc7592e113342fce20
            size 1976161736
            """);

        assertRefused("Git LFS pointer", "git lfs pull");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html>", "\n <html lang=en>", "<?xml version=\"1.0\"?><Error>"})
    void read_webPage_isCalledThat(String page) throws IOException {
        Files.writeString(file, page + " ".repeat(100));

        assertRefused("web page");
    }

    @Test
    void read_headerLongerThanTheFormatAllows_isRefusedUnread() throws IOException {
        Files.write(file, new byte[] {1, (byte) 0xe1, (byte) 0xf5, 5, 0, 0, 0, 0, '{', '}'});

        assertRefused("not a safetensors file", "100000001", "100000000");
    }

    @Test
    void read_negativeLength_isRefused() throws IOException {
        Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'});

        assertRefused("not a safetensors file", "18446744073709551615");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}|"
                    + " 12 | the tensor b at byte",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[12,20]}}|"
                    + " 20 | the tensor b at byte",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 12 | the tensor a at byte",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[0],'data_offsets':[8,8]}}|"
                    + " 8 | the tensor a twice",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | 8 | 8 bytes, its shape [3] of F32 needs 12",
                "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | 8 | more than a file can"
                        + " hold",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | 8 | whole numbers",
                "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}} | 8 | whole numbers",
                "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | 8 | without lists",
                "{'a':{'dtype':'F32','shape':[2]}} | 8 | no data_offsets",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 8 | no data_offsets",
                "{'a':7} | 0 | no description of the tensor a",
                "[] | 0 | is no JSON object",
                "{} {} | 0 | goes on after its end",
                "{'a' | 0 | its header is corrupt",
                "{'x\\ny':7} | 0 | tensor x?y"
            })
    void read_wrongHeader_saysWhatIsWrong(String header, long data, String expected) throws IOException {
        TestingSafetensors.write(file, header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), data);

        assertRefused(expected, "download it again");
    }

    private void truncate(long bytes) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(bytes);
        }
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("\n")
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
