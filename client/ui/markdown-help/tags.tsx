/** The sanitiser's own list, so that the help never promises another. */
export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <div className="help-tags">
      <h3>The tags you may use</h3>
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
