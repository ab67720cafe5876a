import { projectLimits } from '../../../src/project.ts'
import { slugOf } from '../../../src/slug.ts'
import { controlOf, Field } from '../../ui/field.tsx'
import { Room, TextField } from '../../ui/text-field.tsx'
import { AddressField } from './address-field.tsx'
import type { Problems } from './check.ts'
import type { Texts } from './texts.ts'

type Props = {
  owner: string
  /** The id that the project has now. */
  savedId: string | null
  texts: Texts
  onChange: (part: Partial<Texts>) => void
  problems: Problems
}

/** Title, address and summary; the address follows the title until another is typed. */
export function AboutFields({ owner, savedId, texts, onChange, problems }: Props) {
  const { title, id, summary } = texts
  const follows = id === '' || (id !== savedId && id === slugOf(title, projectLimits.id))
  return (
    <>
      <TextField
        name="title"
        label="Title"
        hint={<Room length={title.trim().length} limit={projectLimits.title} />}
        problem={problems.title}
        value={title}
        onChange={title => onChange(follows ? { title, id: slugOf(title, projectLimits.id) } : { title })}
        required
        autoComplete="off"
      />
      <AddressField
        owner={owner}
        savedId={savedId}
        id={id}
        problem={problems.id}
        onChange={id => onChange({ id })}
      />
      <Summary summary={summary} problem={problems.summary} onChange={onChange} />
    </>
  )
}

type SummaryProps = Pick<Props, 'onChange'> & { summary: string; problem: string | undefined }

function Summary({ summary, problem, onChange }: SummaryProps) {
  const text = {
    name: 'summary',
    label: 'Summary',
    hint: (
      <>
        One or two sentences, shown in lists. <Count length={summary.trim().length} />
      </>
    ),
    problem,
  }
  return (
    <Field {...text}>
      <textarea
        className="input"
        {...controlOf(text)}
        rows={2}
        value={summary}
        onChange={({ target }) => onChange({ summary: target.value.replace(/\s*\n\s*/g, ' ') })}
      />
    </Field>
  )
}

function Count({ length }: { length: number }) {
  const limit = projectLimits.summary
  return (
    <span className={length > limit ? 'room over' : 'room'}>
      {length} of {limit}
    </span>
  )
}
