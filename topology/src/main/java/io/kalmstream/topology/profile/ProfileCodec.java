package io.kalmstream.topology.profile;

import io.kalmstream.avro.InteractionKind;
import io.kalmstream.topology.window.CodecVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A profile in its store: version, number of signals, signals (item, kind, weight, milliseconds since 1970). */
final class ProfileCodec {
    private static final byte VERSION = 1;

    private ProfileCodec() {}

    static byte[] encode(Profile profile) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(profile.signals().size());
            for (Signal signal : profile.signals()) {
                out.writeUTF(signal.item());
                out.writeUTF(signal.kind().name());
                out.writeDouble(signal.weight());
                out.writeLong(signal.at().toEpochMilli());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a profile cannot be written. This is a bug.", e);
        }
        return bytes.toByteArray();
    }

    static Profile decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            CodecVersion.check(Profiles.STORE, in.readByte(), VERSION);
            int size = in.readInt();
            List<Signal> signals = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                signals.add(new Signal(
                        in.readUTF(),
                        InteractionKind.valueOf(in.readUTF()),
                        in.readDouble(),
                        Instant.ofEpochMilli(in.readLong())));
            }
            return new Profile(signals);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "an entry of store 'profiles' is damaged: %d bytes".formatted(bytes.length), e);
        }
    }
}
