import { encodeKey } from './address.ts'
import { ask, type Client, ifMissing, patient } from './client.ts'

export async function copyObject({ Bucket, open }: Client, from: string, to: string): Promise<boolean> {
  const { sdk, client } = await open()
  const CopySource = `${Bucket}/${encodeKey(from)}`
  const command = new sdk.CopyObjectCommand({ Bucket, Key: to, CopySource, ACL: 'bucket-owner-full-control' })
  const answer = await ask(() => client.send(command, patient)).catch(ifMissing)
  return answer !== undefined
}
