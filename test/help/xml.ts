import { validateXML, type XMLInput } from 'xmllint-wasm'

/** What libxml2 finds wrong with a document, as such or by an XML schema. */
export async function problemsOf(xml: string, schema?: XMLInput): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: xml },
    normalization: 'c14n',
    ...(schema && { schema }),
  })
  return errors.map(({ message }) => message)
}
