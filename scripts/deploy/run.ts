import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'

/** Runs a command with its arguments as they are, without a shell, and answers what it wrote. */
export async function run(
  command: string,
  args: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<string> {
  const child = spawn(command, args, { stdio: 'pipe', env: { ...process.env, ...env } })
  child.stdin.on('error', () => undefined).end(input)
  const [output, complaint] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended(command, child),
  ])
  if (child.exitCode !== 0) throw new CommandFailed(command, args, complaint.trim())
  return output.trim()
}

/**
 * Runs a command that takes long: what it writes goes to our standard error, as it comes. A file descriptor that is
 * given is open in the command too, for as long as it lives.
 */
export async function follow(command: string, args: string[], descriptor?: number): Promise<void> {
  const given = descriptor === undefined ? [] : [descriptor]
  const child = spawn(command, args, { stdio: ['ignore', process.stderr, process.stderr, ...given] })
  await ended(command, child)
  if (child.exitCode !== 0) throw new CommandFailed(command, args, '')
}

/** Lets one command read what another writes. */
export async function pipe(from: [string, string[]], to: [string, string[]]): Promise<void> {
  const source = spawn(...from, { stdio: ['ignore', 'pipe', process.stderr] })
  const target = spawn(...to, { stdio: ['pipe', process.stderr, process.stderr] })
  // A reader that ends early says why by its exit code.
  const flow = pipeline(source.stdout, target.stdin).catch(() => undefined)
  await Promise.all([flow, ended(from[0], source), ended(to[0], target)])
  if (target.exitCode !== 0) throw new CommandFailed(...to, '')
  if (source.exitCode !== 0) throw new CommandFailed(...from, '')
}

export class CommandFailed extends Error {
  constructor(command: string, [verb]: string[], complaint: string) {
    super(`${command} ${verb ?? ''} failed${complaint && `: ${complaint}`}`)
  }
}

async function ended(command: string, child: ReturnType<typeof spawn>): Promise<void> {
  try {
    await once(child, 'close')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new CommandFailed(command, [], `${command} is not installed, or not on the PATH`)
  }
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
