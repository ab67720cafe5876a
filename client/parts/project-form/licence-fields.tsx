import { type Licences, type LicensedPart, licence, licensedParts } from '../../../src/licences.ts'
import { controlOf, Field } from '../../ui/field.tsx'

type Props = {
  licences: Licences
  onChange: (licences: Licences) => void
  problem: string | undefined
}

const parts = Object.keys(licensedParts) as LicensedPart[]

/** What others may do with each part; all but the words and pictures may be left out. */
export function LicenceFields({ licences, onChange, problem }: Props) {
  return (
    <fieldset className="licences" id="field-licences" tabIndex={-1}>
      <legend className="label">Licences</legend>
      <p className="hint">What others may do with your work. Choose for the parts that there are.</p>
      {problem && <p className="problem">{problem}</p>}
      <div className="licence-list">
        {parts.map(part => (
          <LicenceField
            key={part}
            part={part}
            chosen={licences[part] ?? ''}
            onChange={id => onChange(withPart(licences, part, id))}
          />
        ))}
      </div>
    </fieldset>
  )
}

type FieldProps = { part: LicensedPart; chosen: string; onChange: (id: string) => void }

function LicenceField({ part, chosen, onChange }: FieldProps) {
  const { label, hint, choices } = licensedParts[part]
  const text = { name: `licence-${part}`, label, hint }
  return (
    <Field {...text}>
      <select
        className="input"
        {...controlOf(text)}
        value={chosen}
        onChange={({ target }) => onChange(target.value)}
      >
        {part !== 'docs' && <option value="">None of this</option>}
        {choices.map(id => (
          <option key={id} value={id}>
            {licence(id).name}
          </option>
        ))}
      </select>
    </Field>
  )
}

function withPart(licences: Licences, part: LicensedPart, id: string): Licences {
  const { [part]: _, ...others } = licences
  return (id === '' ? others : { ...others, [part]: id }) as Licences
}
