import type { HelpTopic } from '../markdown-help.ts'

export const audioAndVideo: HelpTopic = {
  id: 'audio-and-video',
  title: 'Audio and video',
  about:
    'Let it be heard. Sounds of your project play in the text. A video or track from elsewhere is a card at first: its site hears nothing of your reader before the click.',
  samples: [
    {
      id: 'audio-own',
      text: '![Plucked, then splashing](audio/demo.mp3)',
      words: 'A sound of your project, written like a picture. Its path begins with “audio/”.',
    },
    {
      id: 'audio-link',
      text: '[Download the demo](audio/demo.mp3)',
      words: 'Without the ! it is a link to the file.',
    },
    {
      id: 'video-youtube',
      text: '[!youtube](aqz-KE-bpKQ)',
      words: 'A video on YouTube: the eleven signs behind v= in its address.',
    },
    {
      id: 'video-vimeo',
      text: '[!vimeo](1084537)',
      words: 'A video on Vimeo: the number in its address.',
    },
    {
      id: 'audio-soundcloud',
      text: '[!soundcloud](293)',
      words: 'A track on SoundCloud: its number, found under Share, then Embed.',
    },
  ],
}
