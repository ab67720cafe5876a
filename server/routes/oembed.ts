import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import type { Refusal } from '../../src/answers.ts'
import { paths } from '../../src/paths.ts'
import { cropToShare, pictureToShare } from '../../src/picture.ts'
import type { Project } from '../../src/project.ts'
import { projectToEmbed } from '../domain/embeds.ts'
import { Refused } from '../domain/errors.ts'
import type { Workshop } from '../domain/projects.ts'
import { document, element, escaped } from './xml.ts'

type Options = Workshop & { publicUrl: string }
type Size = { width: number; height: number }
type Question = { url: string; format: string; maxwidth: number; maxheight: number }

/** What other sites ask before they show a project in a frame: https://oembed.com. */
export const oembed: Plugin<Options> = {
  name: 'oembed',
  register(server, { publicUrl, ...workshop }) {
    server.route<{ Query: Question }>({
      method: 'GET',
      path: paths.oembed,
      options: { auth: false, validate: { query: question, failAction: unclear } },
      async handler({ query: { url, format, maxwidth, maxheight } }, h) {
        if (!['json', 'xml'].includes(format)) return h.response(otherFormat).code(501)
        const project = await projectToEmbed(workshop, publicUrl, url)
        const most = { width: maxwidth, height: maxheight }
        const answer = answerOf(project, most, publicUrl)
        return format === 'xml'
          ? h.response(xmlOf(answer)).type('text/xml; charset=utf-8')
          : h.response(answer).header('access-control-allow-origin', '*')
      },
    })
  },
}

const pixels = Joi.number().integer().min(1).max(100_000)

const question = Joi.object<Question, true>({
  url: Joi.string().max(2000).required(),
  format: Joi.string().max(20).default('json'),
  maxwidth: pixels.default(100_000),
  maxheight: pixels.default(100_000),
})

const otherFormat: Refusal = {
  statusCode: 501,
  error: 'Not Implemented',
  message: 'Ask for the format json or xml.',
}

function unclear(): never {
  throw new Refused('Ask with the address of a project as url, and maxwidth and maxheight in pixels.')
}

/** In pixels, where there is room for it. */
const usual: Size = { width: 480, height: 420 }

/** In seconds: a day. */
const freshFor = 86_400

type Answer = Record<string, string | number>

function answerOf(project: Project, most: Size, publicUrl: string): Answer {
  const { title, owner } = project
  const size = { width: Math.min(usual.width, most.width), height: Math.min(usual.height, most.height) }
  return {
    version: '1.0',
    type: 'rich',
    title,
    author_name: owner.name,
    author_url: publicUrl + paths.profile(owner),
    provider_name: 'MuzHack',
    provider_url: publicUrl + paths.explore,
    cache_age: freshFor,
    ...size,
    html: frameOf(project, size, publicUrl),
    ...thumbnailOf(project, most),
  }
}

function frameOf({ title, owner, id }: Project, { width, height }: Size, publicUrl: string): string {
  const src = publicUrl + paths.embed({ owner: owner.username, id })
  const rights = 'allow-popups allow-popups-to-escape-sandbox'
  return `<iframe src="${src}" width="${width}" height="${height}" title="${escaped(title)}" loading="lazy" sandbox="${rights}" style="border:0;max-width:100%"></iframe>`
}

/** All three, or none where no size of the cover fits. The same as beside a link, where there is room for it. */
function thumbnailOf({ files, cover }: Project, most: Size): Answer {
  const picture = files.find(({ key }) => key === cover)
  const shown = picture && (cropToShare(picture, most) ?? pictureToShare(picture, most))
  return shown
    ? { thumbnail_url: shown.url, thumbnail_width: shown.width, thumbnail_height: shown.height }
    : {}
}

const xmlOf = (answer: Answer): string =>
  document(
    element('oembed', {}, ...Object.entries(answer).map(([name, value]) => element(name, {}, `${value}`))),
  )
