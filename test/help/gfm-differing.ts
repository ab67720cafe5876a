/** Why an example of a specification comes out differently. */
export const reasons = {
  tags: 'sanitised on purpose: raw HTML whose tags or attributes are not in the allow-list',
  comments: 'sanitised on purpose: comments, declarations and processing instructions',
  pictures: 'on purpose: a picture from elsewhere becomes a link to it',
  schemes: 'sanitised on purpose: the scheme of the address is not in the allow-list',
  languages: 'sanitised on purpose: a code block’s language of other characters than [A-Za-z0-9_+#.-]',
  nowhere: 'sanitised on purpose: an empty address is no address',
  bare: 'a rule of GFM’s own: the example is older than the extension that makes bare addresses links',
  dated: 'marked follows CommonMark 0.31, where these are comments; and comments are sanitised',
  lineBreak: 'marked’s defect: the line break between raw HTML and Markdown inside <pre> is lost',
} as const

type Differing = { [reason in keyof typeof reasons]?: readonly number[] }

/** Examples of GFM 0.29 by their numbers. */
export const differingGfm: Differing = {
  tags: [
    120, 122, 123, 124, 133, 134, 139, 140, 141, 142, 145, 147, 170, 501, 533, 545, 636, 637, 638, 639, 640,
  ],
  comments: [146, 148, 149, 151, 152, 288, 289, 648, 651, 652, 653],
  pictures: [
    484, 526, 529, 540, 581, 582, 583, 584, 585, 586, 587, 588, 589, 590, 591, 592, 593, 594, 595, 596, 597,
    598, 600,
  ],
  schemes: [605, 607, 608, 610, 633, 634, 635],
  languages: [114, 330],
  nowhere: [169, 496, 497, 576],
  bare: [611, 617, 620, 621],
  dated: [649, 650],
  lineBreak: [118],
}

/** Examples of CommonMark 0.31 by their numbers. */
export const differingCommonMark: Differing = {
  tags: [
    150, 152, 153, 154, 163, 164, 169, 170, 171, 172, 173, 176, 178, 201, 491, 524, 536, 613, 614, 615, 616,
    617,
  ],
  comments: [177, 179, 180, 182, 183, 308, 309, 625, 626, 627, 628, 629],
  pictures: [
    475, 517, 520, 531, 572, 573, 574, 575, 576, 577, 578, 579, 580, 581, 582, 583, 584, 585, 586, 587, 588,
    589, 591,
  ],
  schemes: [596, 598, 599, 601],
  languages: [34, 144],
  nowhere: [200, 485, 486, 487, 567],
  bare: [602, 608, 611, 612],
  lineBreak: [148],
}
