/** An address suggested from a title: `Spring Reverb, mk. Ⅱ` becomes `spring-reverb-mk-ii`. */
export function slugOf(title: string, longest = 64): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .replace(/[^a-z0-9_]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '')
}
