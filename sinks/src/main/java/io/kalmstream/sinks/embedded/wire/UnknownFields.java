package io.kalmstream.sinks.embedded.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.qdrant.client.grpc.JsonWithInt;
import java.util.Collection;
import java.util.Map;

/** Finds fields that a newer client set and this build cannot read: they may change the answer, so they are refused by number. */
public final class UnknownFields {
    private UnknownFields() {}

    public static void refuse(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            int number = message.getUnknownFields().asMap().keySet().iterator().next();
            throw Refusal.unsupported(
                    "field " + number + " of " + message.getDescriptorForType().getFullName());
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            // Payload values are data: nothing in them is an instruction, and there are many of them.
            if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE && !isPayload(field.getKey())) {
                refuseIn(field.getValue());
            }
        }
    }

    private static void refuseIn(Object value) {
        if (value instanceof Message message) {
            refuse(message);
        } else if (value instanceof Collection<?> many) {
            many.forEach(UnknownFields::refuseIn);
        }
    }

    private static boolean isPayload(FieldDescriptor field) {
        if (field.isMapField()) {
            FieldDescriptor value = field.getMessageType().findFieldByName("value");
            return value.getJavaType() == FieldDescriptor.JavaType.MESSAGE && isPayload(value);
        }
        return field.getMessageType().equals(JsonWithInt.Value.getDescriptor());
    }
}
