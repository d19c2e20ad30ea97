# Untried: written where there was no container engine; docs/operations.md says what of it was tried.
# 未经实际构建：编写时没有容器引擎；已试过的部分见 docs/operations.md。
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --include=dev --include=optional
COPY . .
RUN node scripts/build.mjs && npm prune --ignore-scripts --omit=dev --omit=optional

FROM node:26-bookworm-slim
# An address of 0.0.0.0 is inside the container alone: publish the port to a proxy that speaks TLS, and to nobody else.
ENV NODE_ENV=production PORT=3000 REDRESS_ADDRESS=0.0.0.0 REDRESS_DATA=/data REDRESS_CACHE=/cache
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/policies ./policies
RUN mkdir /data /cache && chown node:node /data /cache
USER node
VOLUME ["/data", "/cache"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health/live').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["serve"]
