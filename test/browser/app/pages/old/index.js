import Counter from '../../components/counter'
import Greeting from '../../components/greeting'
import OldNav from '../../components/old-nav'

export default function OldHome() {
  return (
    <main>
      <OldNav />
      <h1>Old home</h1>
      <Greeting />
      <Counter />
    </main>
  )
}
