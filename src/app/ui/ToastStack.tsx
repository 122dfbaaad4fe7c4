/** Notices that float at the bottom of the page, newest last. The list lives with the caller; nothing vanishes by itself. */
import type { ReactNode } from "react";
import { Notice, type NoticeLabels, type NoticeLevel } from "./Notice";

export interface ToastItem {
  readonly id: string;
  readonly level: NoticeLevel;
  readonly text: ReactNode;
  readonly action?: { readonly label: string; readonly onClick: () => void };
}

export interface ToastStackProps {
  readonly items: readonly ToastItem[];
  readonly onDismiss: (id: string) => void;
  readonly labels?: Partial<NoticeLabels & { readonly region: string }>;
}

export function ToastStack({ items, onDismiss, labels }: ToastStackProps) {
  return (
    <section aria-label={labels?.region ?? "Notices"} className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4">
      {items.map((item) => (
        <div key={item.id} className="pointer-events-auto w-full max-w-xl rounded-lg shadow-pop">
          <Notice level={item.level} action={item.action} onDismiss={() => onDismiss(item.id)} labels={labels}>{item.text}</Notice>
        </div>
      ))}
    </section>
  );
}
