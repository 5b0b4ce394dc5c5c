export default function Home() {
  return (
    <main>
      <h1>A custom server in TypeScript</h1>
      <p>
        <code>server.ts</code> is compiled by <code>tsc</code>, logs each request and gives the
        clock page a second address.
      </p>
    </main>
  )
}
