package io.kalmstream.deploy.bench;

import java.util.List;

/**
 * Documents a second over some rounds.
 *
 * @param median what is reported
 */
public record Speed(double median, double slowest, double fastest) {
    static Speed of(int documents, List<Long> nanos) {
        List<Double> speeds =
                nanos.stream().map(round -> documents / (round / 1e9)).sorted().toList();
        int middle = speeds.size() / 2;
        double median = speeds.size() % 2 == 1 ? speeds.get(middle) : (speeds.get(middle - 1) + speeds.get(middle)) / 2;
        return new Speed(median, speeds.getFirst(), speeds.getLast());
    }
}
