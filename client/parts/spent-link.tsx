/** A link of a letter that is good no longer; `another` is where one can be asked for. */
export function SpentLink({ another }: { another: string }) {
  return (
    <div className="narrow">
      <h1>This link is good no longer</h1>
      <p>It has been used already, or is too old.</p>
      <p>
        <a className="button" href={another}>
          Have another one sent
        </a>
      </p>
    </div>
  )
}
