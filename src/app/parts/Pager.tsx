/** Back and forth through a long list, with where one is. Shows nothing when all of it fits. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import { pageOf } from "../text/counts";
import { pager as words } from "../text/words";
import { IconButton } from "../ui/IconButton";

/** Lists longer than this are shown in pages. */
export const PAGE = 60;

export interface PagerProps {
  readonly page: number;
  readonly total: number;
  readonly size?: number;
  readonly onChange: (page: number) => void;
  /** Accessible name of the list, where there are several. */
  readonly list?: string;
}

/** The page that exists: a list may have become shorter. */
export const validPage = (page: number, total: number, size = PAGE): number => Math.max(0, Math.min(page, Math.ceil(total / size) - 1));

export function Pager({ page, total, size = PAGE, onChange, list }: PagerProps) {
  if (total <= size) return null;
  const last = Math.ceil(total / size) - 1;
  return (
    <nav aria-label={words.region(list)} className="flex items-center gap-1 text-sm text-muted">
      <IconButton size="md" label={words.back} icon={<ChevronLeft aria-hidden="true" />} disabledReason={page === 0 ? words.first : undefined} onClick={() => onChange(page - 1)} />
      <span>{pageOf(page * size + 1, Math.min(total, (page + 1) * size), total)}</span>
      <IconButton size="md" label={words.forward} icon={<ChevronRight aria-hidden="true" />} disabledReason={page === last ? words.last : undefined} onClick={() => onChange(page + 1)} />
    </nav>
  );
}
