/** What nobody sees, and what can make a name look like another: control characters, marks that turn directions. */
export const hiddenCharacters = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u
