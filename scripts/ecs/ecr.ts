import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import Joi from 'joi'
import { checked } from './answers.ts'
import type { Door } from './login.ts'

type Authorization = { authorizationToken: string; proxyEndpoint: string }

const authorization = Joi.object<Authorization, true>({
  authorizationToken: Joi.string().base64().required(),
  proxyEndpoint: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .required(),
})
  .unknown()
  .required()

/** A token opens, for twelve hours, every registry that the role may use, in the region of the host's name. */
export async function openEcr(host: string): Promise<Door> {
  const region = /\.dkr[.-]ecr(?:-fips)?\.([\w-]+)\./.exec(host)?.[1]
  const ecr = new ECRClient({ ...(region && { region }), maxAttempts: 5 })
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
  const { authorizationToken, proxyEndpoint } = checked(
    authorization,
    authorizationData?.[0],
    'GetAuthorizationToken',
  )
  const [username = '', password = ''] = Buffer.from(authorizationToken, 'base64').toString('utf8').split(':')
  return { address: addressFor(host, proxyEndpoint), login: { username, password } }
}

/** AWS tells where the role's own registry is; the images may be in another account's. */
function addressFor(host: string, own: string): string {
  const isAnothers = /\.dkr[.-]ecr/.test(own) && new URL(own).host !== host
  return isAnothers ? `https://${host}` : own.replace(/\/$/, '')
}
