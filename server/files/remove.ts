import { splitEvery } from 'ramda'
import { ask, type Client, patient } from './client.ts'
import { NotRemoved } from './files.ts'

const mostAtOnce = 1000

/** All are tried before those that could not be removed are told. */
export async function removeObjects({ Bucket, open }: Client, keys: readonly string[]): Promise<void> {
  const { sdk, client } = await open()
  const failed: { key: string; code: string }[] = []
  for (const some of splitEvery(mostAtOnce, keys)) {
    const Delete = { Objects: some.map(Key => ({ Key })), Quiet: true }
    const command = new sdk.DeleteObjectsCommand({ Bucket, Delete })
    const { Errors = [] } = await ask(() => client.send(command, patient))
    failed.push(...Errors.map(({ Key = '', Code = '' }) => ({ key: Key, code: Code })))
  }
  if (failed.length > 0) throw new NotRemoved(failed)
}
