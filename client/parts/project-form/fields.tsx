import { normaliseTag, type ProjectFile, projectLimits } from '../../../src/project.ts'
import { Part } from '../../ui/form-part.tsx'
import { MarkdownEditor } from '../../ui/markdown-editor.tsx'
import { TagInput } from '../../ui/tag-input.tsx'
import { attachmentsOf } from '../uploader/attachments.ts'
import { FileList } from '../uploader/file-list.tsx'
import { Pictures } from '../uploader/pictures.tsx'
import type { Uploader } from '../uploader/uploader.ts'
import type { Uploads } from '../uploader/uploads.ts'
import { AboutFields } from './about-fields.tsx'
import { isOddTag, type Problems, problemWithTags } from './check.ts'
import { LicenceFields } from './licence-fields.tsx'
import { referencesOf, type Texts } from './texts.ts'

type Props = {
  owner: string
  savedId: string | null
  savedFiles: readonly ProjectFile[]
  texts: Texts
  onChange: (part: Partial<Texts>) => void
  uploader: Uploader
  uploads: Uploads
  problems: Problems
}

/** Everything a project has, in the order in which its page shows it. */
export function Fields({ owner, savedId, savedFiles, texts, onChange, uploader, uploads, problems }: Props) {
  const editor = {
    references: referencesOf(uploads),
    attachments: attachmentsOf(uploader, uploads),
    limit: projectLimits.text,
  }
  return (
    <>
      <Part title="About" about="What it is called, where it is found, and what it is in a sentence.">
        <AboutFields owner={owner} savedId={savedId} texts={texts} onChange={onChange} problems={problems} />
      </Part>
      <Part
        title="Pictures"
        about="The cover stands for the project wherever it is listed. Say what each shows, for those who cannot see it."
      >
        <Pictures uploader={uploader} uploads={uploads} problem={problems.pictures ?? problems.cover} />
      </Part>
      <Part
        title="Story"
        about="Write plainly, or with the tools above each text: they put in the marks of Markdown for you."
        isWide
      >
        <MarkdownEditor
          name="description"
          label="Description"
          hint="What it does, how it sounds, why you made it."
          value={texts.description}
          onChange={description => onChange({ description })}
          {...editor}
          problem={problems.description}
        />
        <MarkdownEditor
          name="instructions"
          label="Instructions"
          hint="How somebody else builds, installs and plays it."
          value={texts.instructions}
          onChange={instructions => onChange({ instructions })}
          {...editor}
          problem={problems.instructions}
        />
      </Part>
      <Part
        title="Files and sounds"
        about="Everything needed to build it, and demos to listen to. Folders stay as they are."
      >
        <FileList uploader={uploader} uploads={uploads} saved={savedFiles} problem={problems.files} />
      </Part>
      <Part title="Tags and licences" about="How it is found, and what others may do with it.">
        <TagInput
          name="tags"
          label="Tags"
          hint="eurorack, delay, arduino… Enter or a comma ends a tag."
          tags={texts.tags}
          onChange={tags => onChange({ tags })}
          normalise={normaliseTag}
          isOdd={isOddTag}
          problem={problemWithTags(texts.tags) ?? problems.tags}
        />
        <LicenceFields
          licences={texts.licences}
          onChange={licences => onChange({ licences })}
          problem={problems.licences}
        />
      </Part>
    </>
  )
}
