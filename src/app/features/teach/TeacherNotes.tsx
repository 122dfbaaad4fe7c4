/** The notes themselves, in the order a lesson needs them. Terms are plain words here, since they are meant for paper too. */
import { useState, type ReactNode } from "react";
import { stories } from "../../../stories/registry";
import type { Story } from "../../../stories/story";
import { RouteLink } from "../../parts/RouteLink";
import { pageAddress } from "../../state/address";
import { hashOf, type Length } from "../../state/route";
import { plainTerms } from "../../text/story-text";
import { teach as words } from "../../text/teach-words";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";

/** With an id it holds one table, which is named by the heading and stays on one page. */
function Part({ title, id, children }: { readonly title: string; readonly id?: string; readonly children: ReactNode }) {
  return (
    <section className={cx("border-t border-line pt-3", id && "break-inside-avoid")}>
      <h2 id={id} className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

const scriptId = (length: Length): string => `script-${length}`;

function Script({ story, length }: { readonly story: Story; readonly length: Length }) {
  return (
    <table aria-labelledby={scriptId(length)} className="w-full border-collapse text-start">
      <thead className="sr-only"><tr><th scope="col">{words.minutes}</th><th scope="col">{words.what}</th></tr></thead>
      <tbody>
        {story.teacher.script[length].map(({ minutes, what }) => (
          <tr key={minutes} className="break-inside-avoid border-t border-line align-top first:border-0">
            <th scope="row" className="w-20 py-1.5 pe-3 text-start font-medium whitespace-nowrap tabular-nums">{minutes}</th>
            <td className="py-1.5">{plainTerms(what)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The link that a teacher pastes, copied by a button and readable on paper. */
function StudentLink({ id, length }: { readonly id: string; readonly length: Length }) {
  const link = `${pageAddress()}${hashOf({ page: "story", id, step: 1, length })}`, [said, say] = useState("");
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="sm" className="print:hidden" onClick={() => void navigator.clipboard.writeText(link).then(() => say(words.copied), () => say(words.failed))}>{length === "10" ? words.link : words.linkLong}</Button>
      <span translate="no" className="min-w-0 text-sm break-all text-muted">{link}</span>
      <span role="status" className="text-sm">{said}</span>
    </p>
  );
}

export function TeacherNotes({ story }: { readonly story: Story }) {
  const { teacher } = story, titleOf = (step: string) => story.steps.find((s) => s.id === step)?.title ?? step;
  const quiet = "underline underline-offset-4 hover:text-ink";
  return (
    <article className="flex flex-col gap-5 leading-relaxed print:block print:*:mb-5">
      <header className="flex flex-col gap-2">
        <h1 className="text-2xl font-semibold text-balance">{words.title(story.title)}</h1>
        <p>{plainTerms(story.scene)}</p>
        <p className="text-muted">{words.lead} {words.device}</p>
        <p className="flex flex-wrap gap-x-5 gap-y-1 print:hidden">
          <RouteLink className={quiet} to={{ page: "story", id: story.id, step: 1, length: "10" }}>{words.open}</RouteLink>
          <RouteLink className={quiet} to={{ page: "worksheet", id: story.id }}>{words.worksheet}</RouteLink>
          <RouteLink className={quiet} to={{ page: "present", id: story.id, slide: 1 }}>{words.present}</RouteLink>
        </p>
        <details className="print:hidden">
          <summary className="w-fit cursor-pointer">{words.others}</summary>
          <ol className="mt-1 list-decimal space-y-1 ps-7">
            {stories.map(({ id, title }) => <li key={id}><RouteLink className={quiet} aria-current={id === story.id ? "page" : undefined} to={{ page: "teach", id }}>{title}</RouteLink></li>)}
          </ol>
        </details>
        <StudentLink id={story.id} length="10" />
        <StudentLink id={story.id} length="40" />
      </header>
      <Part title={words.aims}><ul className="list-disc space-y-1 ps-5">{teacher.aims.map((a) => <li key={a}>{plainTerms(a)}</li>)}</ul></Part>
      <Part title={words.before}><p>{plainTerms(teacher.before)}</p></Part>
      <Part title={words.scripts["10"]} id={scriptId("10")}><Script story={story} length="10" /></Part>
      <Part title={words.scripts["40"]} id={scriptId("40")}><Script story={story} length="40" /></Part>
      <Part title={words.misconceptions}>
        <dl className="flex flex-col gap-3 print:block print:*:mb-3">
          {teacher.misconceptions.map(({ wrong, right }) => (
            <div key={wrong} className="break-inside-avoid">
              <dt><span className="text-sm text-muted">{words.wrong}: </span>{plainTerms(wrong)}</dt>
              <dd className="mt-0.5"><span className="text-sm text-muted">{words.right}: </span>{plainTerms(right)}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={words.discussion}>
        <ol className="list-decimal space-y-2 ps-5">
          {teacher.discussion.map(({ ask, listenFor }) => <li key={ask} className="break-inside-avoid">{plainTerms(ask)} <span className="block text-muted">{words.listenFor} {plainTerms(listenFor)}</span></li>)}
        </ol>
      </Part>
      <Part title={words.answers}>
        <dl className="flex flex-col gap-2 print:block print:*:mb-2">
          {teacher.answers.map(({ step, answer }) => <div key={`${step}/${answer}`} className="break-inside-avoid"><dt className="font-medium">{titleOf(step)}</dt><dd>{plainTerms(answer)}</dd></div>)}
        </dl>
      </Part>
      <Part title={words.claims}>
        <p className="mb-1 text-sm text-muted">{words.claimsWhy}</p>
        <ul className="list-disc space-y-1 ps-5">{[...new Set(story.claims.map((c) => c.says))].map((says) => <li key={says}>{plainTerms(says)}</li>)}</ul>
      </Part>
      <Part title={words.reading}>
        <ul className="list-disc space-y-1 ps-5">{story.reading.map(({ title, link }) => <li key={link}><a className={quiet} href={link} rel="noreferrer">{title}</a> <span translate="no" className="hidden [overflow-wrap:anywhere] print:inline">{link}</span></li>)}</ul>
      </Part>
    </article>
  );
}
