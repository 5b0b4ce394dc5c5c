import { cookies } from 'next/headers'

async function remember(form) {
  'use server'
  const jar = await cookies()
  jar.set('word', String(form.get('word')))
}

export default async function Form() {
  const jar = await cookies()
  return (
    <main>
      <h1>App form</h1>
      <p id="remembered">{jar.get('word')?.value ?? 'nothing'}</p>
      <form action={remember}>
        <input name="word" />
        <button id="send">send</button>
      </form>
    </main>
  )
}
