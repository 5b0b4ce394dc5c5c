/** The pages of the blog; `bench/server/scenarios.js` asks for all of them in turn. */
export const postCount = 1000
