import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'

export const searchHelpPage = page<null>({
  name: 'search-help',
  path: paths.searchHelp,
  kind: 'document',
  shared: { query: [], topics: () => [] },
  load: () => null,
  head: () => ({
    title: 'How to search',
    description:
      'Words, tags, phrases, makers, licences: all that can be typed to find a project on MuzHack.',
    canonical: paths.searchHelp,
  }),
  View: SearchHelp,
})

const samples: [typed: string, finds: string][] = [
  [
    'spring reverb',
    'projects that say both words, anywhere; those that say them in their title or tags come first',
  ],
  ['rever', 'words that begin like this, as Reverb, and words that have it within them'],
  ['"spring reverb"', 'the two words side by side, exactly as they are'],
  ['[eurorack]', 'what has this tag; of several, what has them all'],
  ['[eurorack] -[kit]', 'what has the first tag and not the second'],
  ['by:ada', 'what ada has published; with a second by:, what either has'],
  ['license:cc-by-4.0', 'what any part of is under this licence; license:cc-by finds all that begin so'],
  ['has:audio', 'what has sound to listen to; has:pictures and has:files likewise'],
  ['[eurorack] spring -[kit] by:ada has:audio', 'all of it at once'],
]

function SearchHelp() {
  return (
    <article className="wide search-help">
      <header className="help-intro">
        <h1>How to search</h1>
        <p>
          Type what you remember. Capitals and accents make no difference, parts of words will do, and a
          mistyped word is put right where nothing else is found. To narrow a search, add any of these:
        </p>
      </header>
      <div className="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">What you type</th>
              <th scope="col">What you find</th>
            </tr>
          </thead>
          <tbody>
            {samples.map(([typed, finds]) => (
              <tr key={typed}>
                <th scope="row">
                  <Sample query={typed} />
                </th>
                <td>{finds}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        The same is offered as fields under <em>Narrow it down</em> below the search field. Results come best
        match first; they can be had newest first, or recently updated first.
      </p>
    </article>
  )
}

function Sample({ query }: { query: string }) {
  return (
    <a href={paths.search(query)}>
      <code>{query}</code>
    </a>
  )
}
