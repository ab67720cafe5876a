/** The sanitiser's own list, so that the help never promises another. */
export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <div className="help-tags">
      <h3>The tags you may use</h3>
      <p>
        Also <code>b</code> and <code>i</code>, which become <code>strong</code> and <code>em</code>. Headers
        are moved one level down, as those written with # are.
      </p>
      <ul>
        {tags.map(tag => (
          <li key={tag}>
            <code>{tag}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
