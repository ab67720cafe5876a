import { paths } from '../../src/paths.ts'

/** At the foot of what anybody can see. */
export function ReportLink({ about, what }: { about: string; what: string }) {
  return (
    <p className="report-link">
      <a href={paths.reportAbout(about)} rel="nofollow">
        Report {what}
      </a>
    </p>
  )
}
