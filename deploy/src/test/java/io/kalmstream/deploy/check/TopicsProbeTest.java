package io.kalmstream.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.topics.FoundTopic;
import io.kalmstream.deploy.worker.TopicUse;
import io.kalmstream.deploy.worker.WorkerTopic;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TopicsProbeTest {
    private static final Set<AclOperation> ALL = Set.of(AclOperation.DESCRIBE, AclOperation.READ, AclOperation.WRITE);

    @ParameterizedTest
    @EnumSource
    void rightsThatMiss_areNamed(TopicUse use) {
        for (AclOperation needed : use.operations()) {
            Finding finding = finding(use, new FoundTopic(1, 1, without(needed), Map.of()), 1);
            assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(finding.says()).contains(needed.name(), use.words());
        }
    }

    @ParameterizedTest
    @EnumSource
    void rightsThatAreNotNeeded_areNotMissed(TopicUse use) {
        assertThat(finding(use, new FoundTopic(1, 1, use.operations(), Map.of()), 1)
                        .verdict())
                .isEqualTo(Verdict.OK);
        // A broker without an authorizer, or an old one, says nothing.
        assertThat(finding(use, new FoundTopic(1, 1, Set.of(), Map.of()), 1).verdict())
                .isEqualTo(Verdict.OK);
    }

    @Test
    void settingsThatAreEnough_areFine() {
        assertThat(letters(Map.of("max.message.bytes", "9000000", "retention.ms", "-1")))
                .isEqualTo(Verdict.OK);
        assertThat(letters(Map.of("max.message.bytes", "2097151", "retention.ms", "-1")))
                .isEqualTo(Verdict.NOTE);
        assertThat(letters(Map.of("max.message.bytes", "2097152", "retention.ms", "604800000")))
                .isEqualTo(Verdict.NOTE);
        assertThat(finding(
                                TopicUse.RECOMMENDATIONS,
                                new FoundTopic(1, 1, ALL, Map.of("cleanup.policy", "compact,delete")),
                                1)
                        .verdict())
                .isEqualTo(Verdict.OK);
    }

    @Test
    void oneCopy_isTold_whereThereCouldBeMore() {
        FoundTopic once = new FoundTopic(4, 1, ALL, Map.of());
        assertThat(finding(TopicUse.EVENTS, once, 1).verdict()).isEqualTo(Verdict.OK);
        assertThat(finding(TopicUse.EVENTS, once, 3).verdict()).isEqualTo(Verdict.NOTE);
    }

    private static Verdict letters(Map<String, String> settings) {
        return finding(TopicUse.DEAD_LETTERS, new FoundTopic(1, 1, ALL, settings), 1)
                .verdict();
    }

    private static Finding finding(TopicUse use, FoundTopic found, int brokers) {
        return TopicsProbe.finding(new WorkerTopic("t", use), found, brokers);
    }

    private static Set<AclOperation> without(AclOperation operation) {
        return ALL.stream().filter(other -> other != operation).collect(Collectors.toSet());
    }
}
