import type { FileKind } from '../../../src/upload.ts'
import { type Attachments, referenceTo } from './attachments.ts'
import { FileDialog } from './file-dialog.tsx'
import type { ToolName } from './tools.ts'
import { VideoDialog } from './video-dialog.tsx'

/** What a tool asks for before it can insert anything. */
export type Asking = FileKind | 'video'

export const askedBy: Partial<Record<ToolName, Asking>> = {
  picture: 'picture',
  audio: 'audio',
  file: 'file',
  video: 'video',
}

type Props = {
  asking: Asking
  attachments: Attachments | undefined
  onWords: (words: string) => void
  onBlock: (block: string) => void
  onFiles: (files: readonly File[], as: FileKind) => void
  onClose: () => void
}

/** Asks which file or video to insert. */
export function Insertion({ asking, attachments, onWords, onBlock, onFiles, onClose }: Props) {
  if (asking === 'video') return <VideoDialog onAdd={onBlock} onClose={onClose} />
  return (
    <FileDialog
      kind={asking}
      files={attachments?.files ?? []}
      onPick={files => onFiles(files, asking)}
      onChoose={file => onWords(referenceTo(file))}
      onClose={onClose}
    />
  )
}
