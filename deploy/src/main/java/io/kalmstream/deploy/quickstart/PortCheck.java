package io.kalmstream.deploy.quickstart;

import io.kalmstream.deploy.local.FreePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for taken ports before anything is started, and says all of them at once. */
final class PortCheck {
    private PortCheck() {}

    /**
     * @param owner who needs the port
     * @param port 0 for any free one
     * @param flag of the command line that changes it
     */
    record Need(String owner, int port, String flag) {}

    /** Sentences; empty when every port is free. */
    static List<String> problems(List<Need> needs) {
        List<String> problems = new ArrayList<>();
        Map<Integer, Need> wanted = new HashMap<>();
        for (Need need : needs) {
            if (need.port() == 0) {
                continue;
            }
            Need other = wanted.putIfAbsent(need.port(), need);
            if (other != null) {
                problems.add("%s and %s both want port %d: change %s or %s"
                        .formatted(other.owner(), need.owner(), need.port(), other.flag(), need.flag()));
            } else if (!FreePort.isFree(need.port())) {
                problems.add("Port %d is taken and %s needs it: change it with %s (0 takes any free port)"
                        .formatted(need.port(), need.owner(), need.flag()));
            }
        }
        return problems;
    }
}
