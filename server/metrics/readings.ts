import { Counter, Gauge, type Registry } from 'prom-client'

/** What is read when somebody asks: a number, or one for each of the things that the label tells apart. */
type Reading = { name: string; help: string } & (
  | { read: () => number }
  | { label: string; read: () => Readonly<Record<string, number>> }
)

/** It goes up and down. */
export function readGauge(register: Registry, reading: Reading): void {
  const gauge = new Gauge({
    ...described(reading),
    collect() {
      for (const [labels, value] of valuesOf(reading)) this.set(labels, value)
    },
  })
  register.registerMetric(gauge)
}

/** It only grows. */
export function readCounter(register: Registry, reading: Reading): void {
  const counter = new Counter({
    ...described(reading),
    collect() {
      this.reset()
      for (const [labels, value] of valuesOf(reading)) this.inc(labels, value)
    },
  })
  register.registerMetric(counter)
}

const described = ({ name, help, ...rest }: Reading) => ({
  name,
  help,
  labelNames: 'label' in rest ? [rest.label] : [],
  registers: [],
})

function valuesOf(reading: Reading): [labels: Record<string, string>, value: number][] {
  if (!('label' in reading)) return [[{}, reading.read()]]
  return Object.entries(reading.read()).map(([name, value]) => [{ [reading.label]: name }, value])
}
