/** Letters that no decomposition takes apart. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** As texts are compared: lower case, without accents; NFKD, so that ﬁ is fi and ² is 2. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, letter => plainLetters[letter] ?? letter)

/** In characters; what is longer is cut. */
const longestWord = 60

// Chinese and Japanese put nothing between words: each of their signs counts as one.
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}])+/gu

/** The words of a text in their order, folded. */
export const wordsOf = (text: string): string[] =>
  (fold(text).match(word) ?? []).map(word => word.slice(0, longestWord))

const sign = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u

export const isSign = (word: string): boolean => sign.test(word)
