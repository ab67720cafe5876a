declare module 'aws-s3-form' {
  class AwsS3Form {
    constructor(options: {
      accessKeyId: string
      secretAccessKey: string
      region: string
      bucket: string
      useUuid: boolean
    })

    /** Writes into `options`. */
    create(
      key: string,
      options: {
        acl: string
        contentType: string
        successActionStatus: number
        policyExpiration: Date
        customConditions: readonly unknown[]
      },
    ): { action: string; filefield: string; fields: Record<string, string> }
  }
  export = AwsS3Form
}
