package io.kalmstream.sinks.embedded.collection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int RECORD_PREFIX = 8;

    @TempDir
    private Path folder;

    @Test
    void open_afterAppends_replaysThemInOrder() throws IOException {
        write("one", "", "three");

        assertThat(replayed(1)).containsExactly("one", "", "three");
    }

    @Test
    void open_cutAnywhere_replaysWholeRecordsAndGoesOn() throws IOException {
        write("first", "second");
        byte[] whole = Files.readAllBytes(file(1));
        int firstEnd = JournalFile.HEADER + RECORD_PREFIX + "first".length();

        for (int length = 0; length < whole.length; length++) {
            Files.write(file(1), Arrays.copyOf(whole, length));
            List<String> expected = length < firstEnd ? List.of() : List.of("first");

            assertThat(replayed(1)).as("cut to %s bytes", length).isEqualTo(expected);

            try (Journal journal = Journal.open(folder, 1, _ -> {})) {
                journal.append("more".getBytes(UTF_8));
            }
            List<String> more = new ArrayList<>(expected);
            more.add("more");
            assertThat(replayed(1)).as("after a cut to %s bytes", length).isEqualTo(more);
        }
    }

    @Test
    void open_flippedBit_endsBeforeThatRecord() throws IOException {
        write("first", "second");
        byte[] whole = Files.readAllBytes(file(1));
        int secondStart = JournalFile.HEADER + RECORD_PREFIX + "first".length();

        for (int at = secondStart; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file(1), damaged);

            assertThat(replayed(1)).as("bit flipped in byte %s", at).containsExactly("first");
        }
    }

    @Test
    void open_cutFileWithNewerBehindIt_isRefused() throws IOException {
        try (Journal journal = Journal.open(folder, 1, _ -> {})) {
            journal.append("first".getBytes(UTF_8));
            journal.roll();
            journal.append("second".getBytes(UTF_8));
        }
        byte[] first = Files.readAllBytes(file(1));
        Files.write(file(1), Arrays.copyOf(first, first.length - 1));

        assertThatThrownBy(() -> replayed(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("journal-0000000001.log is damaged at byte 8");
    }

    @Test
    void roll_thenForget_keepsOnlyWhatTheIndexLacks() throws IOException {
        try (Journal journal = Journal.open(folder, 1, _ -> {})) {
            journal.append("old".getBytes(UTF_8));
            assertThat(journal.bytes()).isEqualTo(3);
            assertThat(journal.roll()).isEqualTo(2);
            assertThat(journal.bytes()).isZero();
            journal.append("new".getBytes(UTF_8));

            assertThat(file(1)).exists();
            journal.forgetBefore();
            assertThat(file(1)).doesNotExist();
        }
        assertThat(replayed(2)).containsExactly("new");
    }

    @Test
    void open_diedBetweenRollAndCommit_replaysBothFiles() throws IOException {
        try (Journal journal = Journal.open(folder, 1, _ -> {})) {
            journal.append("old".getBytes(UTF_8));
            journal.roll();
            journal.append("new".getBytes(UTF_8));
        }

        assertThat(replayed(1)).containsExactly("old", "new");
    }

    @Test
    void open_diedBetweenCommitAndForget_replaysOnlyTheNewFile() throws IOException {
        try (Journal journal = Journal.open(folder, 1, _ -> {})) {
            journal.append("old".getBytes(UTF_8));
            journal.roll();
            journal.append("new".getBytes(UTF_8));
        }

        assertThat(replayed(2)).containsExactly("new");
        assertThat(file(1)).doesNotExist();
    }

    @Test
    void open_foreignOrNewerFile_isRefused() throws IOException {
        Files.writeString(file(1), "not a journal at all");
        assertThatThrownBy(() -> replayed(1)).hasMessageContaining("is not a journal");

        Files.write(file(1), new byte[] {0x4B, 0x53, 0x51, 0x4A, 0, 0, 0, 2});
        assertThatThrownBy(() -> replayed(1)).hasMessageContaining("journal format 2, this build reads format 1");
    }

    private void write(String... records) throws IOException {
        try (Journal journal = Journal.open(folder, 1, _ -> {})) {
            for (String record : records) {
                journal.append(record.getBytes(UTF_8));
            }
        }
    }

    private List<String> replayed(long from) throws IOException {
        List<String> records = new ArrayList<>();
        Journal.open(folder, from, record -> records.add(new String(record, UTF_8)))
                .close();
        return records;
    }

    private Path file(int number) {
        return folder.resolve("journal-%010d.log".formatted(number));
    }
}
