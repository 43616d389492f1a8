package io.kalmstream.deploy.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What can be asked here, for programs: an OpenAPI document. */
record Description(byte[] document) implements Handler {
    private static final String FILE = "openapi.json";

    static Route route() {
        return Route.open("/openapi.json", new Description(read()));
    }

    private static byte[] read() {
        try (InputStream file = Description.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the program. This is a bug.");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer answer(Call call) {
        return Answer.bytes(200, document);
    }
}
