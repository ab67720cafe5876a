const list = (words: string) => words.trim().split(/\s+/)

export const things = list(`
  reverb delay filter oscillator mixer sequencer fuzz synthesizer pedal envelope module amplifier theremin looper
  compressor phaser chorus flanger drum controller keyboard sampler vocoder preamp distortion overdrive tremolo vibrato
  wah quantizer clock divider multiplier attenuator attenuverter mult vca vcf vco lfo adsr switch bus patchbay monitor
  headphone microphone pickup guitar bass ukulele kalimba marimba organ piano harp zither drone noise cymbal snare kick
  clap hihat bell glockenspiel handpan didgeridoo flute ocarina saxophone melodica accordion hurdy-gurdy violin cello
  contact-mic hydrophone loudspeaker cabinet crossover metronome tuner arpeggiator granulator resonator equalizer
  limiter gate expander exciter harmonizer octaver ringmod folder shaper rectifier comparator slew sample-and-hold
  matrix joystick ribbon fader crossfader footswitch trigger cv-converter midi-interface usb-host power-supply busboard
  case rack panel knob enclosure stand`)

export const kinds = list(`
  spring plate analog digital dual stereo mini tiny modular tape tube transistor passive active discrete optical
  germanium silicon vactrol random chaotic granular polyphonic monophonic paraphonic semi-modular desktop portable
  wooden printed solar battery wireless open simple quad triple voltage-controlled west-coast east-coast lo-fi
  shortwave electromagnetic magnetic acoustic electric chromatic microtonal euclidean generative algorithmic vintage
  broken melted frozen silent loud deep bright dark warm cold green red blue black white golden`)

export const brands = list(`
  Befaco Juno Odyssey Borealis Tonewheel Halcyon Murmur Kestrel Lumen Vireo Saltbox Quasar Meridian Foxglove Ironwood
  Nocturne Pinecone Larkspur Obsidian Thistle Cinder Marlow Hollow Tamarack Driftwood Solstice Wren Bramble Zephyr`)

export const tags = list(`
  eurorack synth pedal guitar midi diy kit reverb delay arduino pcb 3d-printed controller drum-machine analog digital
  filter oscillator sequencer modular teensy daisy raspberry-pi esp32 puredata supercollider max-msp vcv-rack lv2 firmware
  sampler looper noise drone ambient techno experimental beginner advanced through-hole smd 5u buchla serge kosmo
  instrument percussion string wind sensor light wearable kids accessible field-recording contact-mic tape vinyl tube
  fuzz overdrive distortion chorus phaser tremolo compressor preamp mixer power case panel tool tester laser-cut cnc
  wood recycled circuit-bending toy chiptune gameboy c64 amiga tracker mpe microtonal generative cv usb bluetooth osc`)

/** What texts are made of besides. */
const common = list(`
  the a and to of in is it with for on this that you from can be as at or are by have one into out up when so more
  your all will then its not between through each two use used makes sound sounds signal build built board parts solder
  voltage power input output knob panel circuit resistor capacitor chip play played record hear tune tuned wire case
  hole drill print file files version first second third small large long short time slow fast high low cheap quiet
  before after over under without about only also very where which some other same new old good better`)

const syllables = list(`
  ba be bi bo bu da de di do du fa fe fi fo ga ge gi go gu ha he hi ho ka ke ki ko ku la le li lo lu ma me mi mo mu na
  ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo wa we wi za ze zi zo tron lin der
  sen ter mon gar vel nor bas kel dor phon son mod wave`)

/** Some ten thousands of words, the common ones first. */
export function vocabulary(size: number, random: () => number): string[] {
  const words = new Set([...common, ...things, ...kinds])
  const syllable = () => syllables[Math.floor(random() * syllables.length)] ?? ''
  while (words.size < size) words.add(syllable() + syllable() + (random() < 0.6 ? syllable() : ''))
  return [...words]
}
