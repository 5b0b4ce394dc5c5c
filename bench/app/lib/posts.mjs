/** The number of pages of the blog; `bench/server/scenarios.js` requests all of them in turn. */
export const postCount = 1000
