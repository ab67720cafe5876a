import type { TokenizerAndRendererExtension } from 'marked'
import { escaped } from './words.ts'

type Service = { id: RegExp; what: string; site: string; address: (id: string) => string }

const services: Record<string, Service> = {
  youtube: {
    id: /^[\w-]{11}$/,
    what: 'Video on YouTube',
    site: 'youtube.com',
    address: id => `https://www.youtube.com/watch?v=${id}`,
  },
  vimeo: {
    id: /^\d{1,20}$/,
    what: 'Video on Vimeo',
    site: 'vimeo.com',
    address: id => `https://vimeo.com/${id}`,
  },
  soundcloud: {
    id: /^\d{1,20}$/,
    what: 'Track on SoundCloud',
    site: 'soundcloud.com',
    address: id => `https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/${id}`,
  },
}

/**
 * `[!youtube](id)` and its like become a link to the video or track, which the browser turns into a player when
 * somebody wants to play it: nothing of it comes from elsewhere before. `[!youtube](id "Title")` names it.
 */
export const embeds = (made: string): TokenizerAndRendererExtension => ({
  name: 'embed',
  level: 'inline',
  tokenizer(src) {
    const [raw, service = '', id = '', title] =
      /^\[!(youtube|vimeo|soundcloud)\]\(([^\s()]*)(?: +"([^"\n]*)")?\)/.exec(src) ?? []
    if (raw === undefined) return undefined
    if (!services[service]?.id.test(id) || this.lexer.state.inLink) return { type: 'text', raw, text: raw }
    return { type: 'embed', raw, service, id, title }
  },
  renderer({ service, id, title }) {
    const { what, site, address } = services[service] as Service
    const card = `${made} class="embed" data-embed="${service}" data-id="${id}" href="${address(id)}"`
    return `<a ${card} rel="nofollow ugc noopener"><strong>${escaped(title || what)}</strong> <small>Plays from ${site}</small></a>`
  },
})
