import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { replaceFile } from '../deploy/replace-file.ts'
import { type Colour, isColour } from './colours.ts'

/** HAProxy, spoken to over its socket only. */
export type Proxy = {
  /** By its memory; fails where it does not run. */
  live(): Promise<Colour>
  /** By the file that it reads when it starts; undefined where that says nothing. */
  liveOnDisk(): Promise<Colour | undefined>
  setLive(colour: Colour): Promise<void>
  setLiveOnDisk(colour: Colour): Promise<void>
  look(colour: Colour): Promise<Seen>
  isRunning(): Promise<boolean>
  /** Takes a certificate, with its chain and its key, in place of the one it has. */
  setCertificate(pem: string): Promise<void>
}

/** What HAProxy counts of a colour. */
export type Seen = { isUp: boolean; sessions: number; requests: number; errors: number }

/** As HAProxy in its container knows them. */
const map = '/run/haproxy/live.map'
const certificate = '/certificates/muzhack.pem'
const patience = 5000

export function proxyIn(folder: string): Proxy {
  const place = (name: string) => join(folder, 'host/haproxy', name)
  const ask = (command: string) => askSocket(place('admin.sock'), command)
  return {
    async live() {
      const colour = colourIn(await ask(`show map ${map}`))
      if (!colour) throw new Error('HAProxy does not know which colour is live.')
      return colour
    },
    liveOnDisk: async () => colourIn(await readFile(place('live.map'), 'utf8').catch(ifMissing)),
    async setLive(colour) {
      expect(/^$/, await ask(`set map ${map} live app-${colour}`))
    },
    setLiveOnDisk: colour => replaceFile(place('live.map'), `live app-${colour}\n`),
    look: async colour => read(await ask('show stat'), colour),
    isRunning: () => ask('show version').then(() => true, ifAbsent),
    // One that was killed on the way has left its transaction open, which is then gone on with.
    async setCertificate(pem) {
      expect(
        /Transaction (created|updated)/,
        await ask(`set ssl cert ${certificate} <<\n${withoutGaps(pem)}\n`),
      )
      expect(/Success/, await ask(`commit ssl cert ${certificate}`))
    },
  }
}

async function askSocket(path: string, command: string): Promise<string> {
  const socket = connect(path)
  socket.setTimeout(patience, () => socket.destroy(new Error('HAProxy does not answer at its socket.')))
  await once(socket, 'connect')
  socket.write(`${command}\n`)
  return (await text(socket)).trim()
}

function expect(words: RegExp, answer: string): void {
  if (!words.test(answer)) throw new Error(`HAProxy says: ${answer}`)
}

/** A line of the map, in the file or as it is shown with its address in memory. */
function colourIn(lines: string): Colour | undefined {
  const [, colour] = /(?:^|\s)live app-(\w+)\s*$/m.exec(lines) ?? []
  return isColour(colour) ? colour : undefined
}

function ifMissing(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') throw error
  return ''
}

/** Nobody listens there, or nobody ever did. */
function ifAbsent(error: NodeJS.ErrnoException): false {
  if (error.code !== 'ENOENT' && error.code !== 'ECONNREFUSED') throw error
  return false
}

/** Numbers stand in columns, whose names are in the first line. */
function read(csv: string, colour: Colour): Seen {
  const [head = '', ...lines] = csv.split('\n').map(line => line.replace(/^# /, ''))
  const columns = head.split(',')
  const rows = lines.map(line => line.split(','))
  const cell = (row: string, column: string) => {
    const found = rows.find(([proxy, name]) => proxy === `app-${colour}` && name === row)
    if (!found) throw new Error(`HAProxy does not know app-${colour}.`)
    return found[columns.indexOf(column)] ?? ''
  }
  return {
    isUp: cell(colour, 'status').startsWith('UP'),
    sessions: Number(cell('BACKEND', 'scur')),
    requests: Number(cell('BACKEND', 'req_tot')),
    errors: Number(cell('BACKEND', 'hrsp_5xx')),
  }
}

/** An empty line would end it. */
const withoutGaps = (pem: string) =>
  pem
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\n') + '\n'
