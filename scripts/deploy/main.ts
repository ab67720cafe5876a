import { fromOutside, tellInterrupts } from './endings.ts'
import { type Say, sayTo } from './say.ts'
import { Stop } from './stop.ts'

type Command<Options> = {
  /** Undefined where help was asked for; throws a Stop where the arguments are not understood. */
  options: () => Options | undefined
  usage: string
  run: (options: Options, say: Say) => Promise<void>
  /** What is left behind wherever a run ends before its time. */
  left: () => string
  /** Of what fails now for a reason from outside. */
  exitCode: () => number
  /** What an error from outside says. */
  wordsOf?: (error: Error) => string
}

/** Runs a command of the command line to its end, and sets the exit code. */
export async function main<Options extends { json: boolean }>(command: Command<Options>): Promise<void> {
  try {
    const options = command.options()
    if (options) await toItsEnd(command, options, sayTo(console.log, options.json))
    else console.log(command.usage)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    console.error(error.message)
    process.exitCode = error.exitCode
  }
}

async function toItsEnd<Options>(command: Command<Options>, options: Options, say: Say) {
  tellInterrupts(say, command.left)
  try {
    await command.run(options, say)
  } catch (error) {
    const { message, exitCode } = ending(command, error)
    say('failed', message, { exitCode })
    process.exitCode = exitCode
  }
}

function ending<Options>(
  { left, exitCode, wordsOf = ({ message }) => message }: Command<Options>,
  error: unknown,
) {
  if (error instanceof Stop) return error
  return { message: `${wordsOf(fromOutside(error))}\n${left()}`, exitCode: exitCode() }
}
