import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../deploy/replace-file.ts'
import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'
import { proxyIn } from './proxy.ts'
import { readSettings } from './settings.ts'

/** Gives HAProxy a new certificate, in its file and, where it runs, in its memory. */
export async function takeCertificate(
  { folder, chain, key }: { folder: string; chain: string; key: string },
  say: Say,
): Promise<void> {
  const { certificates } = await readSettings(folder)
  const [chainText, keyText] = [await read(chain), await read(key)]
  const { validTo, subjectAltName } = check(chainText, keyText)
  const pem = `${chainText.trim()}\n${keyText.trim()}\n`
  await replaceFile(join(certificates, certificateFile), pem, 0o600)
  const proxy = proxyIn(folder)
  const isRunning = await proxy.isRunning()
  if (isRunning) await proxy.setCertificate(pem)
  const taken = isRunning ? 'HAProxy shows it from now on' : 'HAProxy shows it once it is started'
  say('done', `${taken}: ${subjectAltName}, until ${validTo}`, { until: validTo })
}

export const certificateFile = 'muzhack.pem'

const read = (file: string) =>
  readFile(file, 'utf8').catch((error: Error) => {
    throw new Stop(exit.refused, `${file} cannot be read: ${error.message}`)
  })

/** A certificate that does not fit would leave HAProxy without any at its next start. */
function check(chain: string, key: string): X509Certificate {
  const certificate = parse(() => new X509Certificate(chain), 'The first file is no certificate')
  const secret = parse(() => createPrivateKey(key), 'The second file is no private key without a password')
  if (!certificate.checkPrivateKey(secret)) throw refused('The key does not belong to the certificate')
  if (Date.parse(certificate.validTo) < Date.now()) throw refused(`It has expired: ${certificate.validTo}`)
  return certificate
}

function parse<T>(make: () => T, otherwise: string): T {
  try {
    return make()
  } catch (error) {
    throw refused(`${otherwise} (${error instanceof Error ? error.message : ''})`)
  }
}

const refused = (reason: string) => new Stop(exit.refused, `${reason}. The old certificate stays.`)
