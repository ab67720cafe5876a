import { fieldId } from './field.tsx'

type Props = {
  message: string
  /** What is wrong, by field. */
  problems: Record<string, string>
  /** How fields are called, in the order of the form. */
  labels: Record<string, string>
  onChoose: (name: string) => void
}

/** What went wrong, with a way to each field. */
export function RefusedFields({ message, problems, labels, onChoose }: Props) {
  const names = Object.keys(labels).filter(name => problems[name] !== undefined)
  const others = Object.entries(problems).filter(([name]) => !(name in labels))
  return (
    <div className="notice bad" role="alert">
      <p>{message}</p>
      <ul className="refused-fields">
        {names.map(name => (
          <li key={name}>
            <a
              href={`#${fieldId(name)}`}
              onClick={event => {
                event.preventDefault()
                onChoose(name)
              }}
            >
              {labels[name]}
            </a>
          </li>
        ))}
        {others.map(([name, problem]) => (
          <li key={name}>{problem}</li>
        ))}
      </ul>
    </div>
  )
}
