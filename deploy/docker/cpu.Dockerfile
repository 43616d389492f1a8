# docker build -f deploy/docker/cpu.Dockerfile -t kalmstream:0.1.0 .
# From the repository's root; needs nothing but Docker and Maven Central.

# Both by digest: the tag beside it is for readers. A release asks its registry for newer ones (docker buildx imagetools inspect TAG).
ARG BUILD=maven:3.9.16-eclipse-temurin-25-noble@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976
ARG RUN=gcr.io/distroless/java25-debian13:nonroot@sha256:ca60da1345c0f17b6d019049e6749e15f10fd3c0da86dec938d2b4ec565d0629

FROM ${BUILD} AS build
WORKDIR /source
COPY . .
RUN ["mvn", "-B", "-q", "-Dquick", "-Pimage", "-pl", "deploy", "-am", "package"]
# The state's folder, to be given to the worker's user: distroless has no mkdir.
RUN ["mkdir", "/state"]

# Loads and links the classes of a worker once, on the JVM that will use the result: with any other the cache is worth nothing.
FROM ${RUN} AS trained
USER 65532:65532
WORKDIR /app
COPY --from=build /source/deploy/target/image/ /app/
COPY --from=build /source/deploy/samples/ /home/nonroot/samples/
RUN ["/usr/bin/java", "@/app/java.options", "-Dkalmstream.home=/home/nonroot", "-XX:AOTCacheOutput=/tmp/kalmstream.aot", "-jar", "/app/kalmstream-worker.jar", "bench", "pipeline", "--rounds", "1", "--seconds", "2", "--load-seconds", "2"]

FROM ${RUN}
LABEL org.opencontainers.image.title="KalmStream worker" \
      org.opencontainers.image.description="Text events on Kafka become searchable vectors in Qdrant." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="0.1.0"
WORKDIR /app
# Owned by root: the worker can read its program and not change it.
COPY --from=build /source/deploy/target/image/ /app/
COPY --from=trained /tmp/kalmstream.aot /app/kalmstream.aot
COPY --from=build --chown=65532:65532 /state/ /var/lib/kalmstream/
# By number, so that Kubernetes can see that it is not root.
USER 65532:65532
EXPOSE 8080
# State and temporary files only; everything else may be read-only.
VOLUME ["/var/lib/kalmstream", "/tmp"]
# Alive, not ready: a worker that waits for Qdrant need not be restarted.
HEALTHCHECK --interval=15s --timeout=6s --start-period=120s --retries=3 CMD ["/usr/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-jar", "/app/kalmstream-worker.jar", "health", "--url", "http://127.0.0.1:8080/health/live"]
# The heap is half of the container's memory, since the model and RocksDB live beside it; JDK_JAVA_OPTIONS adds flags.
ENTRYPOINT ["/usr/bin/java", "@/app/java.options", "-XX:AOTCache=/app/kalmstream.aot", "-jar", "/app/kalmstream-worker.jar"]
CMD ["worker"]
