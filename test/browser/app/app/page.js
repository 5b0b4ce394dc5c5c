import Counter from '../components/counter'
import Greeting from '../components/greeting'

export default function Home() {
  return (
    <main>
      <h1>App home</h1>
      <Greeting />
      <Counter />
    </main>
  )
}
