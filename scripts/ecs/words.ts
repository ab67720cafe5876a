/** What AWS, the network or a registry refused, in words that say what to do. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const advice = advices.find(([name]) => name.test(error.name) || name.test(codeOf(error)))
  return advice ? `${error.message || error.name}\n${advice[1]}` : error.message || error.name
}

/** Whether the call may have taken effect all the same. */
export function isUnclear(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const status = statusOf(error)
  return (status !== undefined && status >= 500) || network.test(error.name) || network.test(codeOf(error))
}

/** Whether the call was refused only for now. */
export const isThrottled = (error: unknown): boolean =>
  error instanceof Error && (throttled.test(error.name) || statusOf(error) === 429)

const network = /^(TimeoutError|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)$/
const throttled = /^(Throttl\w+|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/

const advices: [name: RegExp, advice: string][] = [
  [
    /^AccessDenied/,
    'The role that deploys needs that permission: README.md, Deploying to ECS, has a policy.',
  ],
  [
    /^(CredentialsProviderError|ExpiredToken\w*|UnrecognizedClient\w*|InvalidSignature\w*|TokenProviderError)$/,
    'Log in to AWS again, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ],
  [/^ClusterNotFound/, 'Look at --cluster and --region.'],
  [/^ServiceNot(Found|Active)/, 'Look at --service, --cluster and --region.'],
  [throttled, 'AWS takes fewer calls a second than came: run the deploy again in a minute.'],
  [network, 'Nobody answers there: look at the network, --region and AWS_ENDPOINT_URL_ECS.'],
]

const codeOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? ''

const statusOf = (error: Error): number | undefined =>
  (error as Error & { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
