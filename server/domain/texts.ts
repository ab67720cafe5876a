import { Invalid } from './errors.ts'
import { type Asker, type Reference, renderMarkdown, type TextName } from './markdown.ts'

/** Renders a text that is saved; what is refused is told of its own field. */
export async function renderText(
  name: TextName,
  text: string,
  references: readonly Reference[],
  asker: Asker,
): Promise<string> {
  try {
    return await renderMarkdown({ text, references, name }, asker)
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid({ [name]: error.message })
    throw error
  }
}
