/**
 * Something worth saying beside the work: what happened, and at most one thing to do next. `error` is announced at once,
 * the rest politely. Not for the running status of training (StatusLine).
 */
import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { cx } from "./cx";
import { IconButton } from "./IconButton";
import { VisuallyHidden } from "./VisuallyHidden";
import { ui } from "../text/ui-words";

export type NoticeLevel = "info" | "warning" | "error";

export interface NoticeLabels {
  readonly dismiss: string;
  readonly info: string;
  readonly warning: string;
  readonly error: string;
}
/** What it says unless told otherwise. */
export const noticeLabels: NoticeLabels = ui.notice;

export interface NoticeProps {
  readonly level?: NoticeLevel;
  readonly title?: ReactNode;
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly onClick: () => void };
  readonly onDismiss?: () => void;
  /** False when the notice was there from the start and needs no announcement. */
  readonly announce?: boolean;
  readonly labels?: Partial<NoticeLabels>;
}

const looks: Readonly<Record<NoticeLevel, { box: string; icon: string }>> = {
  info: { box: "border-line bg-paper", icon: "text-muted" },
  warning: { box: "border-warning/40 bg-warning-tint", icon: "text-warning" },
  error: { box: "border-error/40 bg-error-tint", icon: "text-error" },
};
const icons = { info: Info, warning: TriangleAlert, error: CircleAlert } as const;

export function Notice({ level = "info", title, children, action, onDismiss, announce = true, labels }: NoticeProps) {
  const say = { ...noticeLabels, ...labels };
  const Icon = icons[level];
  return (
    <div role={announce ? (level === "error" ? "alert" : "status") : undefined} className={cx("flex items-start gap-3 rounded-lg border px-3 py-2.5 leading-snug text-ink", looks[level].box)}>
      <Icon aria-hidden="true" className={cx("mt-0.5 size-4.5 shrink-0", looks[level].icon)} />
      <div className="min-w-0 flex-1">
        <VisuallyHidden>{say[level]}</VisuallyHidden>
        {title !== undefined && <p className="font-semibold">{title}</p>}
        <div className="text-[0.9375rem]">{children}</div>
        {action && <Button size="sm" className="mt-2" onClick={action.onClick}>{action.label}</Button>}
      </div>
      {onDismiss && <IconButton size="sm" label={say.dismiss} icon={<X aria-hidden="true" />} onClick={onDismiss} className="-mt-0.5 -me-1" />}
    </div>
  );
}
