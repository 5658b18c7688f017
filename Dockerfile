FROM node:24-slim AS graphiql
WORKDIR /build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY vite.config.ts tsconfig.json ./
COPY src/graphiql src/graphiql
RUN npm run build

FROM node:24-slim
LABEL org.opencontainers.image.title="Rollcall" \
      org.opencontainers.image.description="One typed GraphQL endpoint over the users, groups, projects and memberships of a company's data platforms" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    ROLLCALL_CONFIG=/etc/rollcall/rollcall.yaml \
    ROLLCALL_HEALTH_URL=http://127.0.0.1:4000/health/ready
WORKDIR /app
COPY package.json package-lock.json LICENSE ./
# Node comes with the image: the optional package of that name is for checkouts on machines with an older one.
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY bin bin
COPY schema schema
COPY src src
COPY --from=graphiql /build/dist/graphiql dist/graphiql
# Nothing but the record of changes is written at run time, to a volume: the root file system may be read-only.
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(process.env.ROLLCALL_HEALTH_URL).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/rollcall.js"]
CMD ["start"]
