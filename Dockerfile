# The first stage builds and tests the program; the second contains only the program and its libraries, on Debian slim.
# Both install the packages that deploy/packages.sh lists. docs/container.md shows how to build the image, with or
# without a container engine.
# VERSION is only for the label. CMakeLists.txt has the version, and the build fails if this one differs.
ARG VERSION=""

FROM debian:trixie-slim AS build
WORKDIR /src
COPY deploy/packages.sh deploy/
RUN . deploy/packages.sh && install_packages $BUILD_PACKAGES $TEST_PACKAGES
COPY . .
# Everything except the benchmark, whose figures would depend on the build machine.
ARG CTEST="-LE bench"
RUN cmake --preset test && cmake --build --preset test && ctest --preset test $CTEST
ARG VERSION
# The time of the commit, for a list of packages that is the same in every build. Without it, the time of the build.
ARG SOURCE_DATE_EPOCH
RUN cmake --preset release && cmake --build --preset release \
 && cmake --install build/release --strip --prefix /out \
 && { [ -z "$VERSION" ] || [ "$(/out/bin/sent-source-data --version)" = "sent-source-data $VERSION" ]; }

FROM debian:trixie-slim
COPY deploy/packages.sh /tmp/packages.sh
RUN . /tmp/packages.sh && install_packages $RUNTIME_PACKAGES \
 && groupadd --system --gid 65532 sent \
 && useradd --system --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sent \
 && rm -rf /tmp/packages.sh /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/*
COPY --from=build /out/bin/sent-source-data /usr/local/bin/
COPY --from=build /out/share/doc/sent-source-data/sbom.spdx.json /usr/local/share/doc/sent-source-data/
ARG VERSION
ARG REVISION=""
LABEL org.opencontainers.image.title="sent-source-data" \
      org.opencontainers.image.description="Sends one Sent Source Data event per user and source, daily" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.base.name="docker.io/library/debian:trixie-slim"
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/sent-source-data"]
