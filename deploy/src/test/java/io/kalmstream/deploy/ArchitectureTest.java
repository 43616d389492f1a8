package io.kalmstream.deploy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Data flows one way: avro -> topology -> encoder -> topology -> sinks, and deploy runs it. */
final class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.kalmstream");

    private static final String AVRO = "io.kalmstream.avro..";
    private static final String ENCODER = "io.kalmstream.encoder..";
    private static final String SINKS = "io.kalmstream.sinks..";
    private static final String TOPOLOGY = "io.kalmstream.topology..";
    private static final String DEPLOY = "io.kalmstream.deploy..";
    private static final String STREAMS = "org.apache.kafka.streams..";

    @Test
    void avro_knowsNobody() {
        mayNotKnow(AVRO, ENCODER, SINKS, TOPOLOGY, DEPLOY, STREAMS);
    }

    @Test
    void encoder_knowsNobody() {
        mayNotKnow(ENCODER, AVRO, SINKS, TOPOLOGY, DEPLOY, "org.apache.kafka..");
    }

    @Test
    void sinks_knowNobody() {
        mayNotKnow(SINKS, AVRO, ENCODER, TOPOLOGY, DEPLOY, "org.apache.kafka..");
    }

    @Test
    void topology_doesNotKnowWhatRunsIt_norAnyStoreOrRuntimeInParticular() {
        mayNotKnow(TOPOLOGY, DEPLOY, "io.kalmstream.sinks.qdrant..", "io.kalmstream.sinks.embedded..", "io.qdrant..");
        mayNotKnow(TOPOLOGY, "io.kalmstream.encoder.onnx..", "ai.onnxruntime..");
    }

    @Test
    void worker_doesNotKnowTheCommandLineNorTheLocalStack() {
        mayNotKnow(
                "io.kalmstream.deploy.worker..",
                "io.kalmstream.deploy.command..",
                "io.kalmstream.deploy.local..",
                "io.kalmstream.deploy.quickstart..",
                "picocli..");
    }

    @Test
    void nobodySleepsOrReadsTheClock_outsideDeploy() {
        noClasses()
                .that()
                .resideOutsideOfPackage(DEPLOY)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("time is injected")
                .check(OURS);
    }

    @Test
    void secretsAreNotStrings() {
        Pattern secret = Pattern.compile("(?i).*(password|apikey|secret|bearertoken|authtoken).*");
        noFields()
                .that(describe(
                        "are named like a secret",
                        (JavaField field) -> secret.matcher(field.getName()).matches()))
                .and()
                .areNotStatic()
                .and()
                .areNotDeclaredIn("io.kalmstream.sinks.qdrant.ApiKey")
                .and()
                .areNotDeclaredIn("io.kalmstream.encoder.hub.HubToken")
                .should()
                .haveRawType(String.class)
                .because("a type that prints itself as [hidden] cannot end up in a log")
                .check(OURS);
    }

    @Test
    void loggersArePrivate() {
        fields().that()
                .haveRawType(org.slf4j.Logger.class)
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .check(OURS);
    }

    private static void mayNotKnow(String from, String... others) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .check(OURS);
    }
}
