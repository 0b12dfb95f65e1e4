# The sandbox, and the sample shop, as images: compose.yaml starts them.
#   docker build --target sandbox -t lianlian-sandbox .
#   docker build --target shop -t lianlian-shop .

FROM node:24-slim AS installed
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY lib ./lib

FROM installed AS shop-build
COPY sample-app ./sample-app
RUN node scripts/build.mjs --shop

FROM node:24-slim AS shop
WORKDIR /app
COPY package.json ./
# All of them, half a gigabyte: what the sample shop runs on are development dependencies of this repository.
COPY --from=shop-build /app/node_modules ./node_modules
COPY --from=shop-build /app/dist ./dist
COPY --from=shop-build /app/sample-app ./sample-app
ENV HOST=0.0.0.0 PORT=3000 SANDBOX_PORT=4001
USER node
EXPOSE 3000 4001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: npm or a shell in between would keep the signal.
CMD ["node", "sample-app/dist/main.js"]

FROM installed AS sandbox-build
RUN node scripts/build.mjs

# The last one is what `docker build .` makes.
FROM node:24-slim AS sandbox
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && mkdir /keys /data && chown node:node /keys /data
COPY --from=sandbox-build /app/dist ./dist
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/_sandbox/settings').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# What is given beside, such as --strict, is added to it.
ENTRYPOINT ["node", "dist/cli/bin.js", "sandbox", "--host", "0.0.0.0", "--port", "4000", "--host-name", "sandbox", "--keys", "/keys", "--state", "/data/state.json"]
