# The program alone on Debian slim. Built and tested in the first stage from the packages of deploy/packages.sh.
# Without a container engine: buildah bud --isolation chroot -t sent-source-data .
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY deploy/packages.sh deploy/
RUN . deploy/packages.sh && install_packages $BUILD_PACKAGES $TEST_PACKAGES
COPY . .
RUN cmake --preset test && cmake --build --preset test && ctest --preset test -L unit
RUN cmake --preset release && cmake --build --preset release && strip build/release/sent-source-data

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="sent-source-data" \
      org.opencontainers.image.description="Sends one Sent Source Data event per user and source, daily"
COPY deploy/packages.sh /tmp/packages.sh
RUN . /tmp/packages.sh && install_packages $RUNTIME_PACKAGES \
 && rm -rf /var/lib/apt/lists/* /tmp/packages.sh \
 && useradd --system --uid 65532 --no-create-home sent
COPY --from=build /src/build/release/sent-source-data /usr/local/bin/
USER 65532
ENTRYPOINT ["sent-source-data"]
