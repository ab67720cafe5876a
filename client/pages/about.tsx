import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'

export const aboutPage = page<null>({
  name: 'about',
  path: paths.about,
  kind: 'document',
  load: () => null,
  head: () => ({ title: 'About', description: 'What MuzHack is, and for whom.' }),
  View: About,
})

function About() {
  return (
    <article className="narrow prose">
      <h1>About MuzHack</h1>
      <p>
        MuzHack is a place for the things musicians build: synthesiser modules, effect pedals, controllers,
        acoustic and electronic instruments, firmware and patches. A project here is more than a photograph.
        It holds what somebody else needs to build it: schematics, boards, code, parts, and the steps in
        between.
      </p>
      <h2>For the curious</h2>
      <p>
        Everything can be read, heard and downloaded without an account.{' '}
        <a href={paths.explore}>Look around</a>, or search by words and tags, such as{' '}
        <a href={paths.search('reverb [eurorack]')}>reverb [eurorack]</a>.
      </p>
      <h2>For makers</h2>
      <p>
        <a href={paths.signup}>Sign up</a>, write in Markdown, drop in your pictures and files. You choose the
        licence of each part, text, hardware, firmware and sound, and the project stays yours.
      </p>
    </article>
  )
}
