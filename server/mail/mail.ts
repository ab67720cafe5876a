/** A letter as it is sent. `id` is the same however often it is tried, so that mail systems can tell copies. */
export type Message = {
  id: string
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
}

/** The post. */
export type Mail = {
  /** Resolves once the mail server has taken it; throws where it does not answer or refuses. */
  send(message: Message): Promise<void>
  close(): void
}

/** From whom letters come, and the SMTP server that takes them; without one they are put into a folder. */
export type MailConfig = { from: string } & ({ url: string } | { folder: string })

/** What both ways to send say of a letter. Out-of-office answers to it would reach nobody. */
export function toMail(from: string, { id, ...message }: Message) {
  const domain = from.replace(/^.*@|>.*$/g, '')
  return {
    ...message,
    from,
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
