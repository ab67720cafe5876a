# Another registry's copy of the same image will do.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
# Where npm needs certificates or settings to get out: the same image with them. Nothing of it is kept.
ARG BUILD_IMAGE=$NODE_IMAGE

# What the server needs to run. Left out are Node's platform packages, since the image has a Node.
FROM $BUILD_IMAGE AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

# What the browser gets.
FROM packages AS client
RUN npm ci
COPY vite.config.ts ./
COPY scripts/build.ts scripts/
COPY src src
COPY client client
RUN node scripts/build.ts

FROM $NODE_IMAGE
WORKDIR /app
# glibc's own ways, an arena for each thread and large blocks kept in them, cost a third more memory.
ENV NODE_ENV=production MUZHACK_DATA=/data MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1000000
# Only what is embedded (MUZHACK_EMBEDDED=on) is kept here.
RUN mkdir --mode=700 /data && chown 1000:1000 /data
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
# What operators run in it: migrations alone, roles, sweeps, the object store by itself.
COPY scripts/migrate.ts scripts/admin.ts scripts/sweep.ts scripts/store.ts scripts/
COPY src src
COPY server server
# All that the server itself takes from the client's sources.
COPY client/api.ts client/
COPY --from=client /app/dist dist
# The user node of the image, by number, so that whoever runs it can see that this is not root.
USER 1000:1000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 CMD ["node", "server/alive.ts"]
# How V8 keeps its heap: with more room to begin with it seldom looks for what can go, and the server needs half as much
# memory again. But where there is one core, the threads that look take it from the one that answers: of four of them answers
# stopped for 50 to 100 ms. So there is one, which takes turns with it, and the look comes once or twice a minute rather than
# every three seconds, since the heap may double meanwhile and V8 does not take for granted that what requests leave is there
# to stay. (With --v8-pool-size=1, one thread for all that V8 does, the embedded database does not start.)
CMD ["node", "--disable-warning=DEP0128", "--max-semi-space-size=8", "--max-old-space-size=400", \
  "--no-allocation-site-pretenuring", "--heap-growing-percent=100", "--concurrent-marking-max-worker-num=1", \
  "server/main.ts"]
# Last, so that a new revision of the same files is built from what is kept.
ARG GIT_REVISION
ENV GIT_REVISION=$GIT_REVISION
LABEL org.opencontainers.image.revision=$GIT_REVISION
