package io.kalmstream.deploy.embed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * One JSON object a line: {@code line}, {@code tokens}, {@code truncated}, {@code embedding}; of a line that has no vector {@code line} and
 * {@code error}. Its writer is not closed.
 */
public final class JsonOutput implements VectorOutput {
    private final PrintWriter out;
    private final JsonGenerator json;

    public JsonOutput(PrintWriter out) throws IOException {
        this.out = out;
        this.json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setRootValueSeparator(null);
    }

    @Override
    public void encoded(long line, Encoded vector) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeNumberField("tokens", vector.tokens());
        json.writeBooleanField("truncated", vector.truncated());
        json.writeArrayFieldStart("embedding");
        for (float value : vector.vector()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void rejected(long line, String reason) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeStringField("error", reason);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
        json.flush();
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
        out.flush();
    }
}
