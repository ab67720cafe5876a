import { follow, run } from '../deploy/run.ts'
import type { Definition } from './definition.ts'
import { type Image, tagged } from './images.ts'

/** The architecture the engine builds for, like amd64; fails where no engine answers. */
export const engineArchitecture = (): Promise<string> =>
  run('docker', ['version', '--format', '{{.Server.Arch}}'])

export const push = (image: Image): Promise<void> => follow('docker', ['push', tagged(image)])

/** What the definition asks for, where that is not what the engine builds by itself. */
export function platformFor(definition: Definition, engine: string): string[] {
  const wanted = architectures[architectureOf(definition) ?? ''] ?? engine
  return wanted === engine ? [] : ['--platform', `linux/${wanted}`]
}

const architectures: Record<string, string> = { ARM64: 'arm64', X86_64: 'amd64' }

/** Fargate takes no word for Intel's. */
const architectureOf = ({ runtimePlatform, requiresCompatibilities }: Definition) =>
  runtimePlatform?.cpuArchitecture ?? (requiresCompatibilities?.includes('FARGATE') ? 'X86_64' : undefined)
