import { describe, expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://muzhack.example',
  SESSION_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgres://muzhack@db/muzhack',
  S3_BUCKET: 'files',
  S3_REGION: 'eu-central-1',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'MuzHack <post@muzhack.example>',
}

describe('the configuration', () => {
  it('has a default for everything on one’s own machine', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 8000,
      publicUrl: 'http://localhost:8000',
      samples: true,
      store: { port: 8001 },
    })
  })

  it('is complete in production', () => {
    expect(readConfig(production)).toMatchObject({
      production: true,
      samples: false,
      store: { bucket: 'files' },
    })
  })

  it.each(['PUBLIC_URL', 'SESSION_SECRET', 'DATABASE_URL', 'S3_BUCKET', 'S3_REGION'])(
    'stops production without %s, and says what it is for',
    name => {
      expect(() => readConfig({ ...production, [name]: '' })).toThrow(
        new RegExp(`^${name} .*It is .*for example ${name}=`),
      )
    },
  )

  it('takes embedded defaults in production only when told that one machine is meant', () => {
    const one = readConfig({ NODE_ENV: 'production', MUZHACK_EMBEDDED: 'on' })
    expect(one).toMatchObject({ production: true, samples: false, store: { port: 8001 } })
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['HOST', 'muzhack.example'],
    ['HOST', '127.0.0'],
    ['METRICS_PORT', 'on'],
    ['PUBLIC_URL', 'muzhack.example'],
    ['DATABASE_URL', 'mysql://db'],
    ['SESSION_SECRET', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['MUZHACK_SAMPLES', 'perhaps'],
    ['S3_ENDPOINT', 'ftp://files'],
  ])('refuses %s=%s', (name, value) => {
    expect(() =>
      readConfig({ [name]: value, ...(name === 'S3_ENDPOINT' && { S3_BUCKET: 'b', S3_REGION: 'r' }) }),
    ).toThrow(name)
  })

  it('asks where browsers reach the embedded store once the site is on https', () => {
    const one = { NODE_ENV: 'production', MUZHACK_EMBEDDED: 'on', PUBLIC_URL: 'https://muzhack.example' }
    expect(() => readConfig(one)).toThrow(/^S3_PUBLIC_URL/)
    const { store } = readConfig({ ...one, S3_PUBLIC_URL: 'https://files.muzhack.example/' })
    expect(store).toMatchObject({ port: 8001, url: 'https://files.muzhack.example' })
  })

  it('takes another address for browsers than for itself', () => {
    const { store } = readConfig({
      ...production,
      S3_ENDPOINT: 'http://10.0.0.7:9000/',
      S3_PUBLIC_URL: 'https://files.muzhack.example/',
    })
    expect(store).toMatchObject({
      endpoint: 'http://10.0.0.7:9000',
      publicEndpoint: 'https://files.muzhack.example',
    })
  })

  it('listens on localhost alone while that is where people reach it, and where it is told to', () => {
    expect(readConfig({}).host).toBe('localhost')
    expect(
      readConfig({ PUBLIC_URL: 'https://muzhack.example', S3_PORT: '1', S3_PUBLIC_URL: 'https://f.example' })
        .host,
    ).toBe(undefined)
    expect(readConfig({ HOST: '0.0.0.0' })).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'http://localhost:8000',
    })
    expect(readConfig({ HOST: '::1' })).toMatchObject({
      host: '::1',
      publicUrl: 'http://[::1]:8000',
      store: { url: 'http://[::1]:8001' },
    })
  })

  it('tells metrics only when asked to, and unasked to nobody but this machine', () => {
    expect(readConfig({}).metrics).toBe(undefined)
    expect(readConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: 'localhost' })
    const elsewhere = { ...production, METRICS_PORT: '9464' }
    expect(readConfig(elsewhere)).toMatchObject({ host: undefined, metrics: { host: 'localhost' } })
    expect(readConfig({ ...elsewhere, HOST: '10.0.0.7' }).metrics?.host).toBe('10.0.0.7')
  })

  it('never lets production go without limits', () => {
    expect(() => readConfig({ ...production, RATE_LIMITS: 'off' })).toThrow('RATE_LIMITS')
  })
})
