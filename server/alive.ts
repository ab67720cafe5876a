import { paths } from '../src/paths.ts'
import { reachedAt } from './host.ts'

/** The health check of a container: ends without an error while the site beside it lives. */
const site = reachedAt(process.env.HOST, process.env.PORT || 8000)
const { ok } = await fetch(site + paths.live, { signal: AbortSignal.timeout(8000) })
process.exit(ok ? 0 : 1)
