import { revalidatePath } from 'next/cache'
import { addGuest, listGuests } from '../../lib/guests'

export const metadata = { title: 'Guest book' }
export const dynamic = 'force-dynamic'

async function sign(form) {
  'use server'
  const name = String(form.get('name') ?? '').trim()
  if (name !== '') addGuest(name.slice(0, 60))
  revalidatePath('/guestbook')
}

export default function GuestbookPage() {
  return (
    <>
      <h1>Guest book</h1>
      <form action={sign} className="row">
        <input name="name" placeholder="Your name" aria-label="Your name" required />
        <button className="button">Sign</button>
      </form>
      <ul>
        {listGuests().map((name, index) => (
          <li key={index}>{name}</li>
        ))}
      </ul>
    </>
  )
}
