import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inContext, minimalDebian } from './base.ts'
import { docker, type Engine } from './docker.ts'

const root = join(import.meta.dirname, '../../..')

/**
 * Stand in for the public images of HAProxy and PostgreSQL, under the names that compose.yaml has for them, where no
 * registry of the world can be reached: Debian's packages of the same versions, started as those images start theirs.
 */
export async function makeNeighbours(engine: Engine): Promise<void> {
  const compose = await readFile(join(root, 'compose.yaml'), 'utf8')
  const debian = await minimalDebian('trixie', ['haproxy', 'postgresql'])
  await docker(engine, 'import', debian, defaultOf('HAPROXY_IMAGE', compose))
  await inContext(async context => {
    await cp(join(import.meta.dirname, 'postgres-entry.sh'), join(context, 'entry'))
    await writeFile(join(context, 'Dockerfile'), postgres(defaultOf('HAPROXY_IMAGE', compose)))
    await docker(engine, 'build', '--quiet', '--tag', defaultOf('POSTGRES_IMAGE', compose), context)
  })
}

const postgres = (debian: string) => `FROM ${debian}
ENV PATH=/usr/lib/postgresql/17/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data
COPY entry /usr/local/bin/
VOLUME /var/lib/postgresql/data
ENTRYPOINT ["/usr/local/bin/entry"]
CMD ["postgres"]
`

function defaultOf(variable: string, compose: string): string {
  const [, name] = new RegExp(`\\$\\{${variable}:-([^}]+)\\}`).exec(compose) ?? []
  if (!name) throw new Error(`compose.yaml names no ${variable}`)
  return name
}
