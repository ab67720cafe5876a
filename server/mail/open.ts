import { openMailFolder } from './folder.ts'
import type { Mail, MailConfig } from './mail.ts'
import { openSmtp } from './smtp.ts'

export const openMail = (config: MailConfig, log: (message: string) => void): Mail =>
  'url' in config ? openSmtp(config) : openMailFolder({ ...config, log })
