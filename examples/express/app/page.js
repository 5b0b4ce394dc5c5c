import Room from './room'

export default function Page() {
  return (
    <main>
      <h1>Chat room</h1>
      <p>Open this page twice: the messages travel over a WebSocket on the same Express server.</p>
      <Room />
    </main>
  )
}
