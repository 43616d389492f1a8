package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.avro.TextEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

final class RegistryAvroSerdeTest {
    private final Map<String, Object> settings = new HashMap<>();

    RegistryAvroSerdeTest(TestInfo test) {
        settings.put(SerdeConfig.URL, "mock://" + test.getDisplayName());
    }

    @Test
    void roundTrip_answersGenericRecordsByDefault() {
        IndexedRecord read = read(new RegistryAvroDeserializer<>(), write(TestingSchemas.event()));

        assertThat(read).isInstanceOfSatisfying(GenericRecord.class, record -> {
            assertThat(record.getSchema()).isEqualTo(TextEvent.getClassSchema());
            assertThat(record.get("text")).hasToString("hi");
            assertThat(record.get("occurred_at")).isEqualTo(1000L);
        });
    }

    @Test
    void roundTrip_answersGeneratedClassOfTheSchemasName() {
        settings.put(SerdeConfig.SPECIFIC_READER, "true");

        assertThat(read(new RegistryAvroDeserializer<>(), write(TestingSchemas.event())))
                .isEqualTo(TestingSchemas.event());
    }

    @Test
    void roundTrip_answersConfiguredClass_whateverTheSchemasName() {
        settings.put(SerdeConfig.SPECIFIC_READER, "true");
        settings.put(SerdeConfig.SPECIFIC_VALUE_TYPE, TextEvent.class.getName());

        IndexedRecord read = read(new RegistryAvroDeserializer<>(), write(foreign()));

        assertThat(read).isInstanceOfSatisfying(TextEvent.class, event -> {
            assertThat(event.getId()).isEqualTo("1");
            assertThat(event.getText()).isEqualTo("one");
            assertThat(event.getTenant()).isEmpty();
            assertThat(event.getAttributes()).isEmpty();
        });
    }

    @Test
    void deserialize_resolvesAliases() {
        Schema reader = TestingSchemas.schema("{'type':'record','name':'R','fields':["
                + "{'name':'renamed','aliases':['old'],'type':'string'},{'name':'added','type':'int','default':5}]}");
        Schema writer = TestingSchemas.schema(
                "{'type':'record','name':'R','fields':[{'name':'dropped','type':'long'},{'name':'old','type':'string'}]}");
        IndexedRecord record = new GenericData.Record(writer);
        record.put(0, 1L);
        record.put(1, "kept");

        IndexedRecord resolved = TestingSchemas.resolve(write(record), writer, reader);

        assertThat(resolved.get(0)).hasToString("kept");
        assertThat(resolved.get(1)).isEqualTo(5);
    }

    @Test
    void deserialize_refusesWriterSchemaWithoutAClass() {
        settings.put(SerdeConfig.SPECIFIC_READER, "true");

        assertCode(write(foreign()), UndecodableRecordException.Code.SCHEMA_MISMATCH);
    }

    @Test
    void deserialize_loadsNoClassThatIsNoRecord() {
        settings.put(SerdeConfig.SPECIFIC_READER, "true");
        Schema schema = TestingSchemas.schema(
                "{'type':'record','name':'io.kalmstream.avro.serde.InitialisedNever','fields':[]}");

        assertCode(write(new GenericData.Record(schema)), UndecodableRecordException.Code.SCHEMA_MISMATCH);
    }

    @Test
    void deserialize_refusesMissingFieldWithoutDefault() {
        settings.put(SerdeConfig.SPECIFIC_READER, "true");
        settings.put(SerdeConfig.SPECIFIC_VALUE_TYPE, TextEvent.class);
        Schema schema =
                TestingSchemas.schema("{'type':'record','name':'TextEvent','fields':[{'name':'id','type':'string'}]}");
        IndexedRecord record = new GenericData.Record(schema);
        record.put(0, "secret");

        assertCode(write(record), UndecodableRecordException.Code.SCHEMA_MISMATCH);
    }

    @Test
    void deserialize_refusesUnknownId() {
        assertCode(new byte[] {0, 0, 0, 0, 99, 0}, UndecodableRecordException.Code.UNKNOWN_SCHEMA);
    }

    @Test
    void deserialize_refusesTooManyBytes() {
        byte[] bytes = write(TestingSchemas.event());
        settings.put(SerdeConfig.MAX_BYTES, bytes.length);
        assertThat(read(new RegistryAvroDeserializer<>(), bytes)).isNotNull();
        settings.put(SerdeConfig.MAX_BYTES, bytes.length - 1);

        assertCode(bytes, UndecodableRecordException.Code.TOO_LARGE);
    }

    @Test
    void deserialize_refusesBytesAfterTheRecord() {
        byte[] bytes = write(TestingSchemas.event());

        assertCode(Arrays.copyOf(bytes, bytes.length + 1), UndecodableRecordException.Code.TRAILING_BYTES);
    }

    @Test
    void deserialize_refusesRecursionAsDeepAsTheBytesSay() {
        Schema list =
                TestingSchemas.schema("{'type':'record','name':'L','fields':[{'name':'next','type':['null','L']}]}");
        byte[] one = write(new GenericData.Record(list));
        byte[] deep = Arrays.copyOf(one, 1_000_000);
        Arrays.fill(deep, WireFormat.HEADER_BYTES, deep.length - 1, (byte) 2);

        assertCode(deep, UndecodableRecordException.Code.TOO_LARGE);
    }

    @Test
    void tombstone_staysNull() {
        RegistryAvroSerializer serializer = new RegistryAvroSerializer();
        RegistryAvroDeserializer<TextEvent> deserializer = new RegistryAvroDeserializer<>();
        serializer.configure(settings, false);
        deserializer.configure(settings, false);

        assertThat(serializer.serialize("t", null)).isNull();
        assertThat(deserializer.deserialize("t", null)).isNull();
    }

    @Test
    void serialize_registersUnderTheStrategysSubject() {
        settings.put(SerdeConfig.VALUE_STRATEGY, "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
        write(TestingSchemas.event());

        try (SchemaRegistryClient registry = SchemaRegistries.open(settings)) {
            assertThat(registry.latest("topic-io.kalmstream.avro.TextEvent").schema())
                    .isEqualTo(TextEvent.getClassSchema());
        }
    }

    @Test
    void serialize_refusesUnregisteredSchema_withoutAutoRegister() {
        settings.put(SerdeConfig.AUTO_REGISTER, "false");

        assertThatExceptionOfType(RegistryRefusedException.class).isThrownBy(() -> write(TestingSchemas.event()));
    }

    @Test
    void serialize_writesWithLatestSchema_byFieldName() {
        Schema latest = TestingSchemas.schema("{'type':'record','name':'TextEvent','namespace':'io.kalmstream.avro',"
                + "'fields':[{'name':'added','type':'int','default':3},{'name':'text','type':'string'}]}");
        settings.put(SerdeConfig.AUTO_REGISTER, "false");
        settings.put(SerdeConfig.USE_LATEST, "true");
        try (SchemaRegistryClient registry = SchemaRegistries.open(settings)) {
            registry.register("topic-value", latest);
        }

        assertThat(read(new RegistryAvroDeserializer<>(), write(TestingSchemas.event())))
                .isInstanceOfSatisfying(GenericRecord.class, record -> {
                    assertThat(record.get("added")).isEqualTo(3);
                    assertThat(record.get("text")).hasToString("hi");
                });
    }

    @Test
    void serialize_refusesALatestSchemaThatCannotBeReadFromItsOwn() {
        Schema latest = TestingSchemas.schema("{'type':'record','name':'TextEvent','namespace':'io.kalmstream.avro',"
                + "'fields':[{'name':'required','type':'int'}]}");
        settings.put(SerdeConfig.AUTO_REGISTER, "false");
        settings.put(SerdeConfig.USE_LATEST, "true");
        try (SchemaRegistryClient registry = SchemaRegistries.open(settings)) {
            registry.register("topic-value", latest);
        }

        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> write(TestingSchemas.event()))
                .withMessageContaining(SerdeConfig.LATEST_STRICT);
    }

    @Test
    void deserialize_followsAWriterWhoRenamesAField_andAddsOthers() {
        Schema later = TestingSchemas.schema(TextEvent.getClassSchema()
                .toString()
                .replace("{\"name\":\"text\",", "{\"name\":\"body\",\"aliases\":[\"text\"],")
                .replace(
                        "\"fields\":[",
                        "\"fields\":[{\"name\":\"added\",\"type\":[\"null\",\"string\"],\"default\":null},"));
        IndexedRecord record = new GenericData.Record(later);
        IndexedRecord event = TestingSchemas.event();
        record.put(later.getField("added").pos(), "more");
        for (Schema.Field field : TextEvent.getClassSchema().getFields()) {
            String name = field.name().equals("text") ? "body" : field.name();
            Object value = event.get(field.pos());
            record.put(later.getField(name).pos(), value instanceof Instant at ? (Object) at.toEpochMilli() : value);
        }
        settings.put(SerdeConfig.SPECIFIC_READER, "true");
        settings.put(SerdeConfig.SPECIFIC_VALUE_TYPE, TextEvent.class);

        assertThat(read(new RegistryAvroDeserializer<TextEvent>(), write(record)))
                .isInstanceOfSatisfying(
                        TextEvent.class, read -> assertThat(read.getText()).isEqualTo("hi"));
    }

    @Test
    void serialize_namesTheFieldWithoutValue_andQuotesNoValue() {
        IndexedRecord missing = foreign();
        missing.put(1, null);
        IndexedRecord wrong = foreign();
        wrong.put(2, "a secret");

        assertThatExceptionOfType(UnencodableRecordException.class)
                .isThrownBy(() -> write(missing))
                .withMessageContaining("text");
        assertThatExceptionOfType(UnencodableRecordException.class)
                .isThrownBy(() -> write(wrong))
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void configure_refusesTypeThatIsNotGenerated() {
        settings.put(SerdeConfig.SPECIFIC_READER, "true");
        settings.put(SerdeConfig.SPECIFIC_VALUE_TYPE, String.class);
        RegistryAvroDeserializer<TextEvent> deserializer = new RegistryAvroDeserializer<>();

        assertThatThrownBy(() -> deserializer.configure(settings, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(SerdeConfig.SPECIFIC_VALUE_TYPE);
    }

    /** A record as another team would write it: another name, other fields, the order changed. */
    private static IndexedRecord foreign() {
        Schema schema = TestingSchemas.schema("{'type':'record','name':'com.example.Post','fields':["
                + "{'name':'occurred_at','type':{'type':'long','logicalType':'timestamp-millis'}},"
                + "{'name':'text','type':'string'},{'name':'likes','type':'int'},{'name':'id','type':'string'}]}");
        IndexedRecord record = new GenericData.Record(schema);
        record.put(0, 5L);
        record.put(1, "one");
        record.put(2, 12);
        record.put(3, "1");
        return record;
    }

    private byte[] write(IndexedRecord record) {
        try (RegistryAvroSerializer serializer = new RegistryAvroSerializer()) {
            serializer.configure(settings, false);
            byte[] bytes = serializer.serialize("topic", record);
            assertThat(bytes).isNotNull();
            return bytes;
        }
    }

    private IndexedRecord read(Deserializer<? extends IndexedRecord> deserializer, byte[] bytes) {
        try (deserializer) {
            deserializer.configure(settings, false);
            return deserializer.deserialize("topic", bytes);
        }
    }

    private void assertCode(byte[] bytes, UndecodableRecordException.Code code) {
        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> read(new RegistryAvroDeserializer<>(), bytes))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
