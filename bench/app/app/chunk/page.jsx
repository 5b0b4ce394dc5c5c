import { Catalogue } from './catalogue'

export default function Page() {
  return <Catalogue />
}
