/** A licence on offer, by its SPDX identifier (https://spdx.org/licenses). */
export type Licence = { id: string; name: string; url: string }

export type LicensedPart = 'docs' | 'hardware' | 'firmware' | 'audio'

/** SPDX identifiers, a licence a part; `docs` covers text and pictures and is always there. */
export type Licences = { docs: string } & Partial<Record<Exclude<LicensedPart, 'docs'>, string>>

export const licensedParts: Record<
  LicensedPart,
  { label: string; hint: string; choices: readonly string[] }
> = {
  docs: {
    label: 'Text and pictures',
    hint: 'What others may do with the words and pictures on this page.',
    choices: ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC0-1.0'],
  },
  hardware: {
    label: 'Hardware',
    hint: 'Schematics, boards, panels, cases.',
    choices: [
      'CERN-OHL-P-2.0',
      'CERN-OHL-W-2.0',
      'CERN-OHL-S-2.0',
      'TAPR-OHL-1.0',
      'CC-BY-SA-4.0',
      'CC0-1.0',
    ],
  },
  firmware: {
    label: 'Firmware and software',
    hint: 'Sketches, firmware, patches, plug-ins.',
    choices: [
      'MIT',
      'Apache-2.0',
      'BSD-3-Clause',
      'GPL-3.0-or-later',
      'LGPL-3.0-or-later',
      'MPL-2.0',
      '0BSD',
    ],
  },
  audio: {
    label: 'Audio',
    hint: 'Demos, samples, presets.',
    choices: ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC0-1.0'],
  },
}

const names: Record<string, [name: string, url: string]> = {
  'CC-BY-4.0': ['Creative Commons Attribution 4.0', 'https://creativecommons.org/licenses/by/4.0/'],
  'CC-BY-SA-4.0': [
    'Creative Commons Attribution-ShareAlike 4.0',
    'https://creativecommons.org/licenses/by-sa/4.0/',
  ],
  'CC-BY-NC-4.0': [
    'Creative Commons Attribution-NonCommercial 4.0',
    'https://creativecommons.org/licenses/by-nc/4.0/',
  ],
  'CC-BY-NC-SA-4.0': [
    'Creative Commons Attribution-NonCommercial-ShareAlike 4.0',
    'https://creativecommons.org/licenses/by-nc-sa/4.0/',
  ],
  'CC0-1.0': [
    'Creative Commons Zero 1.0 (public domain)',
    'https://creativecommons.org/publicdomain/zero/1.0/',
  ],
  'CERN-OHL-P-2.0': [
    'CERN Open Hardware Licence 2, permissive',
    'https://spdx.org/licenses/CERN-OHL-P-2.0.html',
  ],
  'CERN-OHL-W-2.0': [
    'CERN Open Hardware Licence 2, weakly reciprocal',
    'https://spdx.org/licenses/CERN-OHL-W-2.0.html',
  ],
  'CERN-OHL-S-2.0': [
    'CERN Open Hardware Licence 2, strongly reciprocal',
    'https://spdx.org/licenses/CERN-OHL-S-2.0.html',
  ],
  'TAPR-OHL-1.0': ['TAPR Open Hardware License 1.0', 'https://spdx.org/licenses/TAPR-OHL-1.0.html'],
  MIT: ['MIT License', 'https://spdx.org/licenses/MIT.html'],
  'Apache-2.0': ['Apache License 2.0', 'https://spdx.org/licenses/Apache-2.0.html'],
  'BSD-3-Clause': ['BSD 3-Clause License', 'https://spdx.org/licenses/BSD-3-Clause.html'],
  'GPL-3.0-or-later': [
    'GNU General Public License 3 or later',
    'https://spdx.org/licenses/GPL-3.0-or-later.html',
  ],
  'LGPL-3.0-or-later': [
    'GNU Lesser General Public License 3 or later',
    'https://spdx.org/licenses/LGPL-3.0-or-later.html',
  ],
  'MPL-2.0': ['Mozilla Public License 2.0', 'https://spdx.org/licenses/MPL-2.0.html'],
  '0BSD': ['BSD Zero Clause License', 'https://spdx.org/licenses/0BSD.html'],
}

/** The licence with this SPDX identifier; one we do not list is shown by its identifier. */
export function licence(id: string): Licence {
  const [name, url] = names[id] ?? [id, `https://spdx.org/licenses/${encodeURIComponent(id)}.html`]
  return { id, name, url }
}
