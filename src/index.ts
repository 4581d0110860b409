import { main } from './action/index.ts'

await main()
