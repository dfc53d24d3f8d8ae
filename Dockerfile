# syntax=docker/dockerfile:1
# The server with its built app: no shell, no package manager, no root.
FROM rust:1.95-trixie AS build
RUN apt-get update && apt-get install --yes --no-install-recommends nodejs npm
WORKDIR /src
COPY . .
RUN cargo xtask build && cargo build --release --locked --package sightline
# What the binary needs to run, and nothing else: its libraries, certificates, a place for the store.
RUN mkdir -p /data /image/app /image/etc/ssl/certs /image/tmp \
 && cp target/release/sightline /image/app/ \
 && cp -r dist /image/app/dist \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && echo 'sightline:x:65532:65532::/:/none' > /image/etc/passwd \
 && ldd /image/app/sightline | grep -o '/[^ ]*' | xargs -I{} cp --parents --dereference {} /image/

FROM scratch
COPY --from=build --chown=0:0 /image /
# COPY gives its owner to a folder that it makes, and to none that is there: so /data is not in /image.
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
# Where sightline.db is made. Naming it in a variable would forbid SIGHTLINE_DATABASE_URL.
WORKDIR /data
ENV SIGHTLINE_ASSETS=/app/dist \
    SIGHTLINE_LISTEN=0.0.0.0:7992 \
    SIGHTLINE_LOG=json
VOLUME /data
EXPOSE 7992
ENTRYPOINT ["/app/sightline"]
CMD ["serve"]
