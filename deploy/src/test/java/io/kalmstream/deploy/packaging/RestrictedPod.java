package io.kalmstream.deploy.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kubernetes' Pod Security Standard "restricted", and what is ours beyond it: no token, read-only root, bounded memory. */
final class RestrictedPod {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    private RestrictedPod() {}

    /** @param pod a pod's spec; empty where it keeps all rules */
    static List<String> problems(JsonNode pod) {
        List<String> problems = new ArrayList<>();
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(!pod.path(shared).asBoolean(), shared + " is shared", problems);
        }
        require(
                !pod.path("automountServiceAccountToken").asBoolean(true),
                "a token of the cluster is mounted",
                problems);
        JsonNode security = pod.path("securityContext");
        require(security.path("runAsNonRoot").asBoolean(), "may run as root", problems);
        require(security.path("runAsUser").asInt() > 0, "runs as root", problems);
        require(
                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "no seccomp profile RuntimeDefault",
                problems);
        pod.path("volumes")
                .forEach(volume -> volume.fieldNames().forEachRemaining(kind -> {
                    if (!kind.equals("name")) {
                        require(VOLUMES.contains(kind), "a volume is a " + kind, problems);
                    }
                }));
        for (String group : List.of("initContainers", "containers", "ephemeralContainers")) {
            pod.path(group).forEach(container -> check(container, problems));
        }
        return problems;
    }

    private static void check(JsonNode container, List<String> problems) {
        String name = container.path("name").asText();
        JsonNode security = container.path("securityContext");
        require(!security.path("privileged").asBoolean(), name + " is privileged", problems);
        require(!security.path("allowPrivilegeEscalation").asBoolean(true), name + " may gain privileges", problems);
        require(security.path("readOnlyRootFilesystem").asBoolean(), name + " may write to its root", problems);
        List<String> dropped = new ArrayList<>();
        security.at("/capabilities/drop").forEach(capability -> dropped.add(capability.asText()));
        require(dropped.contains("ALL"), name + " keeps capabilities", problems);
        require(security.at("/capabilities/add").isEmpty(), name + " adds capabilities", problems);
        require(security.path("runAsNonRoot").asBoolean(true), name + " may run as root", problems);
        container
                .path("ports")
                .forEach(port ->
                        require(port.path("hostPort").asInt() == 0, name + " takes a port of the node", problems));
        require(container.at("/resources/limits/memory").isTextual(), name + " has no limit of memory", problems);
        require(
                container.at("/resources/limits/memory").equals(container.at("/resources/requests/memory")),
                name + " may be given less memory than its limit",
                problems);
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
