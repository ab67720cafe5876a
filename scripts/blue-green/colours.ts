export type Colour = 'blue' | 'green'

export const colours = ['blue', 'green'] as const

export const other = (colour: Colour): Colour => (colour === 'blue' ? 'green' : 'blue')

export const isColour = (word: string | undefined): word is Colour => word === 'blue' || word === 'green'
