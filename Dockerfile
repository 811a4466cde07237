# The App. Whoever publishes this image pins the base by digest and looks that digest up: docker buildx imagetools inspect node:24-slim
FROM node:24-slim AS build
WORKDIR /aval
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node node_modules/rolldown/bin/cli.mjs -c rolldown.config.ts && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
# git reads definitions and writes the ledger
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
WORKDIR /aval
COPY --from=build /aval/package.json ./
COPY --from=build /aval/node_modules ./node_modules
COPY --from=build /aval/bin ./bin
COPY --from=build /aval/dist ./dist
COPY --from=build /aval/schemas ./schemas
COPY --from=build /aval/model-repo-template ./model-repo-template
RUN install --directory --owner=node --group=node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 AVAL_DATA=/data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/aval.mjs", "app"]
