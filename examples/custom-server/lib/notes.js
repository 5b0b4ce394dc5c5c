export const notes = [
  {
    slug: 'fog-signal',
    title: 'The fog signal',
    date: '3 March',
    text: [
      'Visibility fell below two cables shortly after four in the morning.',
      'The signal ran for six hours: one long blast every thirty seconds, as the chart promises.'
    ]
  },
  {
    slug: 'new-lamp',
    title: 'A new lamp',
    date: '19 April',
    text: [
      'The old lamp was taken down today and stands in the boat shed now.',
      'Its successor is a tenth of the weight and is seen two miles further out.'
    ]
  },
  {
    slug: 'seal-count',
    title: 'Counting seals',
    date: '8 June',
    text: [
      'Forty-one grey seals on the western rocks at low water.',
      'The count is made once a week, always at the same state of the tide.'
    ]
  }
]

export function findNote(slug) {
  return notes.find((note) => note.slug === slug)
}
