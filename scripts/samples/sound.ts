import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Makes the sounds of the sample projects: mono WAV, 16 bits. `node scripts/samples/sound.ts`

const rate = 22_050

type Sound = Float64Array

const silence = (seconds: number): Sound => new Float64Array(Math.round(seconds * rate))

/** A plucked string after Karplus and Strong (Computer Music Journal 7/2, 1983). */
function pluck(frequency: number, seconds: number, random: () => number): Sound {
  const sound = silence(seconds)
  const period = Math.round(rate / frequency)
  for (let i = 0; i < sound.length; i++) {
    const before = sound[i - period] ?? 0
    const older = sound[i - period - 1] ?? 0
    sound[i] = i < period ? random() * 2 - 1 : 0.497 * (before + older)
  }
  return sound
}

/** Noise that repeats, so that the sounds come out the same each time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function mix(into: Sound, sound: Sound, at: number, level = 1): void {
  const start = Math.round(at * rate)
  for (let i = 0; i < sound.length && start + i < into.length; i++)
    into[start + i]! += (sound[i] ?? 0) * level
}

/** Springs: echoes through allpasses, which let low tones come sooner than high ones. */
function springs(dry: Sound, delay: number, decay: number): Sound {
  const wet = Float64Array.from(dry)
  const steps = Math.round(delay * rate)
  for (let i = steps; i < wet.length; i++) wet[i]! += decay * (wet[i - steps] ?? 0)
  return Array.from({ length: 24 }).reduce<Sound>(allpass, wet)
}

function allpass(sound: Sound): Sound {
  const out = silence(sound.length / rate)
  for (let i = 0; i < sound.length; i++)
    out[i] = -0.6 * (sound[i] ?? 0) + (sound[i - 4] ?? 0) + 0.6 * (out[i - 4] ?? 0)
  return out
}

function echo(sound: Sound, time: number, feedback: number): Sound {
  const steps = Math.round(time * rate)
  let dull = 0
  for (let i = steps; i < sound.length; i++) {
    dull += 0.35 * ((sound[i - steps] ?? 0) - dull)
    sound[i]! += feedback * Math.tanh(1.6 * dull)
  }
  return sound
}

function tone(frequency: number, seconds: number): Sound {
  return silence(seconds).map((_, i) => {
    const time = i / rate
    const saw = 2 * ((frequency * time) % 1) - 1
    return saw * Math.exp(-6 * time) * Math.min(1, time * 400)
  })
}

function springTank(): Sound {
  const dry = silence(5)
  ;[196, 294, 392, 587].forEach((frequency, i) => mix(dry, pluck(frequency, 2.2, dice(i)), i * 0.32, 0.5))
  const sound = Float64Array.from(dry)
  mix(sound, springs(dry, 0.043, 0.72), 0, 0.5)
  mix(sound, springs(dry, 0.037, 0.7), 0.018, 0.4)
  return sound
}

function eightSteps(): Sound {
  const sound = silence(5)
  const steps = [110, 110, 220, 165, 110, 262, 196, 147]
  for (let i = 0; i < 32; i++) if (i % 8 !== 4) mix(sound, tone(steps[i % 8] ?? 110, 0.3), i * 0.15, 0.6)
  return sound
}

function dirtyEcho(): Sound {
  const sound = silence(6)
  ;[147, 220, 175].forEach((frequency, i) => mix(sound, pluck(frequency, 1.2, dice(20 + i)), i * 0.21, 0.8))
  return echo(sound, 0.38, 0.78)
}

function clatterBoard(): Sound {
  const sound = silence(5)
  const random = dice(7)
  for (let i = 0; i < 22; i++)
    mix(sound, pluck(180 + random() * 900, 0.5, random), random() * 4.3, 0.3 + random() * 0.4)
  const scrape = silence(0.9).map((_, i) => (i % 190 < 12 ? random() - 0.5 : 0))
  mix(sound, springs(scrape, 0.029, 0.8), 2, 0.5)
  return sound
}

function cloudChamber(): Sound {
  const sound = silence(6)
  const source = springTank()
  const random = dice(99)
  for (let grain = 0; grain < 260; grain++) {
    const length = Math.round((0.06 + random() * 0.16) * rate)
    const from = Math.round(random() * (source.length - length))
    const piece = source.slice(from, from + length)
    mix(
      sound,
      piece.map((value, i) => value * Math.sin((Math.PI * i) / length) ** 2),
      random() * 5.7,
      0.5,
    )
  }
  return sound
}

/** RIFF WAVE with one channel of 16-bit samples, as loud as it goes without clipping. */
function wav(sound: Sound): Buffer {
  const peak = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const fade = 0.05 * rate
  const bytes = Buffer.alloc(44 + sound.length * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + sound.length * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(sound.length * 2, 40)
  for (const [i, value] of sound.entries()) {
    const end = Math.min(1, (sound.length - i) / fade)
    bytes.writeInt16LE(Math.round((value / peak) * end * 30_000), 44 + i * 2)
  }
  return bytes
}

const sounds = {
  'spring-tank/audio/plucked-and-splashing.wav': springTank,
  'eight-steps/audio/first-pattern.wav': eightSteps,
  'dirty-echo/audio/three-notes.wav': dirtyEcho,
  'clatter-board/audio/everything-once.wav': clatterBoard,
  'cloud-chamber/audio/frozen-springs.wav': cloudChamber,
}

for (const [path, make] of Object.entries(sounds)) {
  const file = join(import.meta.dirname, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, wav(make()))
}
