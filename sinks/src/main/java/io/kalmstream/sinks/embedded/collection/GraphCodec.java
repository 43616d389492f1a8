package io.kalmstream.sinks.embedded.collection;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own codec, but small segments get no vector graph (they are scanned, and building graphs is what makes writing slow) and
 * vectors may be as long as Qdrant's. Files stay readable by the stock codec: the formats keep their names.
 */
final class GraphCodec {
    private static final int GRAPH_LINKS = 16;
    private static final int BUILD_BEAM = 100;
    private static final int MOST_DIMENSIONS = 65_536;

    private GraphCodec() {}

    /** @param smallestGraph segments with fewer vectors, about, get no graph */
    static Codec create(int smallestGraph) {
        // Lucene leaves the graph out where walking it would visit more nodes than there are: threshold * ln(nodes).
        int threshold = (int) Math.ceil(smallestGraph / Math.log(Math.max(smallestGraph, Math.E)));
        KnnVectorsFormat vectors =
                new LongVectors(new Lucene99HnswVectorsFormat(GRAPH_LINKS, BUILD_BEAM, 1, null, threshold));
        return new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return vectors;
            }
        };
    }

    private static final class LongVectors extends KnnVectorsFormat {
        private final KnnVectorsFormat format;

        LongVectors(KnnVectorsFormat format) {
            super(format.getName());
            this.format = format;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MOST_DIMENSIONS;
        }
    }
}
