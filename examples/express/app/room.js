'use client'

import { useEffect, useRef, useState } from 'react'

export default function Room() {
  const [messages, setMessages] = useState([])
  const [connected, setConnected] = useState(false)
  const socket = useRef(null)

  useEffect(() => {
    const protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const opened = new WebSocket(`${protocol}//${location.host}/room`)
    opened.onopen = () => setConnected(true)
    opened.onclose = () => setConnected(false)
    opened.onmessage = ({ data }) => setMessages((earlier) => [...earlier, data])
    socket.current = opened
    return () => opened.close()
  }, [])

  function say(event) {
    event.preventDefault()
    const form = event.currentTarget
    socket.current.send(new FormData(form).get('text'))
    form.reset()
  }

  return (
    <>
      <form onSubmit={say}>
        <input name="text" aria-label="Message" autoComplete="off" required />
        <button disabled={!connected}>Say</button>
      </form>
      <ul>
        {messages.map((message, index) => (
          <li key={index}>{message}</li>
        ))}
      </ul>
    </>
  )
}
