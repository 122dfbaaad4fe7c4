/** The accessibility statement: what can be relied on, what was tested and how, known limits, and how to report. Text only; keep it true to the tests in e2e/. */
import { PageHeader } from "./parts/PageHeader";
import { ProseList, ProsePage, ProseSection } from "./parts/Prose";
import { RouteLink } from "./parts/RouteLink";
import { accessibility as words } from "./text/about-words";

export function AccessibilityView() {
  return (
    <>
      <PageHeader />
      <ProsePage title={words.title} lead={words.lead}>
        <ProseSection title={words.doesTitle}><ProseList items={words.does} /></ProseSection>
        <ProseSection title={words.testedTitle} text={[words.testedText]}><ProseList items={words.tested} /></ProseSection>
        <ProseSection title={words.limitsTitle}><ProseList items={words.limits} /></ProseSection>
        <ProseSection title={words.reportTitle} text={[words.report]}>
          <p><RouteLink to={{ page: "about" }} className="rounded-xs underline decoration-edge underline-offset-3 hover:decoration-ink">{words.back}</RouteLink></p>
        </ProseSection>
      </ProsePage>
    </>
  );
}
