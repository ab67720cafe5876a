import { groupBy } from 'ramda'
import type { ApiDescription, ApiOperation, JsonSchema } from '../../src/openapi.ts'
import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'

export const apiHelpPage = page<ApiDescription>({
  name: 'api-help',
  path: paths.apiHelp,
  kind: 'document',
  load: api => api.get<ApiDescription>(paths.api.description),
  head: () => ({
    title: 'The API',
    description:
      'How programs read MuzHack and publish on it: every address of the API, what it takes and answers.',
    canonical: paths.apiHelp,
  }),
  View: ApiHelp,
})

type Route = ApiOperation & { method: string; path: string }

function ApiHelp({ data: { tags, paths: described, servers } }: { data: ApiDescription }) {
  const routes = Object.entries(described).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  )
  const byPart = groupBy(({ tags: [part] }) => part, routes)
  const [site] = servers
  return (
    <article className="wide">
      <header className="help-intro">
        <h1>The API</h1>
        <p>
          Every page of MuzHack is made from this API, and programs may use it too. It speaks JSON. Reading
          what is published needs no account:
        </p>
        <pre className="api-sample">
          <code>{`curl '${site?.url}${paths.api.search}?query=reverb'`}</code>
        </pre>
        <p>
          Whatever changes something needs a session, whose cookie comes with logging in. For programs, all of
          this is <a href={paths.api.description}>an OpenAPI description</a> too. To follow what is new, there
          are Atom feeds: <a href={paths.feed}>of the newest projects</a>, of a maker, a tag or a search.
          Other sites show a project as a card: they find it by oEmbed from the project’s page.
        </p>
      </header>
      <nav className="help-contents" aria-label="Parts">
        <ul>
          {tags.map(({ name }) => (
            <li key={name}>
              <a href={`#${name}`}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      {tags.map(({ name, description }) => (
        <section key={name} id={name} className="help-topic" aria-labelledby={`${name}-title`}>
          <h2 id={`${name}-title`} className="part-title">
            {name}
          </h2>
          <p className="help-about">{description}</p>
          {byPart[name]?.map(route => (
            <RouteHelp key={`${route.method} ${route.path}`} route={route} />
          ))}
        </section>
      ))}
    </article>
  )
}

function RouteHelp({ route }: { route: Route }) {
  const { method, path, summary, security, parameters, requestBody, responses } = route
  const fields = fieldsOf(requestBody?.content['application/json'].schema)
  const taken = [...parameters.map(({ name, required, schema }) => ({ name, required, schema })), ...fields]
  return (
    <section className="api-route">
      <h3>
        <code>
          {method} {path}
        </code>
      </h3>
      <p>
        {summary}. Answers {answerOf(responses)}.{security[0]?.session && ' Needs a session.'}
      </p>
      {taken.length > 0 && (
        <ul className="api-fields">
          {taken.map(({ name, required, schema }) => (
            <li key={name}>
              <code>{name}</code> {wordsFor(schema)}
              {!required && ', may be left out'}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema = {}) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    required: required.includes(name),
    schema,
  }))
}

function answerOf(responses: ApiOperation['responses']): string {
  const [status = '', { content } = { content: undefined }] = Object.entries(responses)[0] ?? []
  const { $ref } = content?.['application/json'].schema ?? {}
  return typeof $ref === 'string' ? `${status}, ${$ref.replace(/^.*\//, '')}` : status
}

/** `text, at most 100 characters`. */
function wordsFor({ type, enum: choices, minimum, maximum, maxLength, maxItems }: JsonSchema): string {
  const words = [
    Array.isArray(choices) ? `one of ${choices.join(', ')}` : typeInWords(type),
    maxLength !== undefined && `at most ${maxLength.toLocaleString('en')} characters`,
    maxItems !== undefined && `at most ${maxItems}`,
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `up to ${maximum}`,
  ]
  return words.filter(Boolean).join(', ')
}

const typesInWords: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  array: 'list',
  boolean: 'true or false',
}

const typeInWords = (type: JsonSchema['type']): string =>
  [type ?? []]
    .flat()
    .map(name => typesInWords[name] ?? name)
    .join(' or ')
