/** A page of text: a narrow column with headings, paragraphs and lists. For views that explain; not for the lab. */
import { useId, type ReactNode } from "react";

export function ProsePage({ title, lead, children }: { readonly title: string; readonly lead: string; readonly children: ReactNode }) {
  return (
    <main className="mx-auto flex w-full max-w-[48rem] flex-col gap-8 px-4 pt-8 pb-16 outline-none sm:px-6">
      <div>
        <h1 className="text-2xl leading-tight font-semibold text-balance sm:text-headline">{title}</h1>
        <p className="mt-3 text-lg leading-relaxed text-pretty">{lead}</p>
      </div>
      {children}
    </main>
  );
}

export function ProseSection({ title, text = [], children }: { readonly title: string; readonly text?: readonly string[]; readonly children?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-xl font-semibold">{title}</h2>
      {text.map((paragraph) => <p key={paragraph} className="leading-relaxed text-pretty">{paragraph}</p>)}
      {children}
    </section>
  );
}

export function ProseList({ items, ordered = false }: { readonly items: readonly string[]; readonly ordered?: boolean }) {
  const List = ordered ? "ol" : "ul";
  return (
    <List className={ordered ? "flex list-decimal flex-col gap-2 ps-6" : "flex list-disc flex-col gap-2 ps-6"}>
      {items.map((item) => <li key={item} className="leading-relaxed text-pretty">{item}</li>)}
    </List>
  );
}
