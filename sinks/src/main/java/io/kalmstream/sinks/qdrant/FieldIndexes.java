package io.kalmstream.sinks.qdrant;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The payload indexes a collection should have, and how they look where they are. */
final class FieldIndexes {
    /** One for every field in a condition of ours: strict mode may demand that. */
    private static final List<PayloadIndex> OURS = List.of(
            new PayloadIndex(PayloadFields.TENANT, PayloadIndex.Type.KEYWORD),
            new PayloadIndex(PayloadFields.DUPLICATE_OF, PayloadIndex.Type.KEYWORD),
            new PayloadIndex(PayloadFields.TEXT_HASH, PayloadIndex.Type.KEYWORD),
            new PayloadIndex(PayloadFields.OCCURRED_AT, PayloadIndex.Type.DATETIME),
            new PayloadIndex(PayloadFields.TEXT_AT, PayloadIndex.Type.DATETIME),
            new PayloadIndex(PayloadFields.WRITER, PayloadIndex.Type.KEYWORD),
            new PayloadIndex(PayloadFields.WRITER_EPOCH, PayloadIndex.Type.INTEGER),
            new PayloadIndex(PayloadFields.WRITER_SEQUENCE, PayloadIndex.Type.INTEGER));

    private static final String WITH_TENANTS = "keyword, is_tenant";

    private FieldIndexes() {}

    static Set<String> ourFields() {
        return OURS.stream().map(PayloadIndex::field).collect(Collectors.toUnmodifiableSet());
    }

    static List<PayloadIndex> of(PayloadSettings settings) {
        List<PayloadIndex> all = new ArrayList<>(OURS);
        all.addAll(settings.indexes());
        return all;
    }

    /** The key that asks for an index. */
    static CollectionSetting setting(PayloadIndex index) {
        return index.field().equals(PayloadFields.TENANT)
                ? CollectionSetting.TENANT_INDEX
                : CollectionSetting.PAYLOAD_INDEXES;
    }

    /** As it should be, in the words of {@link #found}. */
    static String wanted(PayloadIndex index, PayloadSettings settings) {
        return isTenant(index, settings) ? WITH_TENANTS : index.type().toString();
    }

    /** As it is; empty where there is none. */
    static String found(PayloadIndex index, CollectionInfo info) {
        PayloadSchemaInfo schema = info.getPayloadSchemaMap().get(index.field());
        return schema == null ? "" : type(schema);
    }

    static String type(PayloadSchemaInfo schema) {
        return schema.getParams().getKeywordIndexParams().getIsTenant()
                ? WITH_TENANTS
                : schema.getDataType().name().toLowerCase(Locale.ROOT);
    }

    static CreateFieldIndexCollection request(String collection, PayloadIndex index, PayloadSettings settings) {
        CreateFieldIndexCollection.Builder request = CreateFieldIndexCollection.newBuilder()
                .setCollectionName(collection)
                .setFieldName(index.field())
                .setFieldType(index.type().wire())
                .setWait(true);
        if (isTenant(index, settings)) {
            request.setFieldIndexParams(PayloadIndexParams.newBuilder()
                    .setKeywordIndexParams(KeywordIndexParams.newBuilder().setIsTenant(true)));
        }
        return request.build();
    }

    private static boolean isTenant(PayloadIndex index, PayloadSettings settings) {
        return settings.tenantIndex() && index.field().equals(PayloadFields.TENANT);
    }
}
