# Go makes what the browser's engines load, Node bundles the scripts with it, Go
# compiles the program with the book and the labs inside, and only the program
# goes into the image that runs.

# The same Debian as below, so that the program finds the C library it was
# linked against. gcc comes with this image.
FROM golang:1.26-bookworm AS sources
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go run ./grader/page/bundle bin/page

FROM node:20-bookworm-slim AS scripts
WORKDIR /src/static
COPY static/package.json static/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY static/ ./
COPY --from=sources /src/bin/page/ /src/bin/page/
RUN node build.mjs

FROM sources AS program
COPY --from=scripts /src/static/dist/ static/dist/
RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o cmd/happensbefore/worker.bin ./cmd/worker \
 && go build -tags sqlite_fts5,embedworker -trimpath -o /happensbefore ./cmd/happensbefore \
 && go run ./grader/compiled/bundle /toolchain

FROM debian:bookworm-slim
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin happensbefore \
 && install -d -m 0700 -o happensbefore -g happensbefore /data
COPY --from=program /happensbefore /usr/local/bin/happensbefore
COPY --from=program /toolchain /usr/local/bin/toolchain
COPY LICENSE LICENSE-content /usr/share/happensbefore/
ENV HAPPENSBEFORE_ADDR=0.0.0.0:8080 \
    HAPPENSBEFORE_DATA=/data
USER 10001
# All that has to outlive the container is here.
VOLUME /data
EXPOSE 8080
# The server answers by running a program, which may have to wait for a worker.
HEALTHCHECK --interval=30s --timeout=20s --start-period=20s --retries=3 CMD ["happensbefore", "health"]
ENTRYPOINT ["happensbefore"]
CMD ["serve"]
