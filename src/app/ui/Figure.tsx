/**
 * The frame of every chart: title, one sentence written from the data, the picture, and the same data as a table. Not a
 * chart; the picture is its child.
 */
import { ChartLine, Table2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { DataTable, type TableData } from "./DataTable";
import { IconButton } from "./IconButton";
import { cx } from "./cx";
import { ui } from "../text/ui-words";

export interface FigureLabels {
  readonly asTable: string;
  readonly asPicture: string;
}
/** What it says unless told otherwise. */
export const figureLabels: FigureLabels = ui.figure;

export interface FigureProps {
  readonly title: ReactNode;
  /** One sentence from the data; leave out while there are none. */
  readonly finding?: ReactNode;
  /** The finding changes while a person points at things: two lines stay reserved so that nothing below moves. */
  readonly steadyFinding?: boolean;
  /** Built only when the table is shown. */
  readonly table?: () => TableData;
  /** More buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly headingLevel?: 2 | 3 | 4;
  /** Keeps the title for screen readers only. */
  readonly hideTitle?: boolean;
  readonly className?: string;
  readonly labels?: Partial<FigureLabels>;
}

export function Figure({ title, finding, steadyFinding, table, actions, children, headingLevel = 3, hideTitle, className, labels }: FigureProps) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const say = { ...figureLabels, ...labels };
  const Heading = `h${headingLevel}` as const;
  return (
    <figure aria-labelledby={titleId} className={cx("m-0 flex min-w-0 flex-col gap-1", className)}>
      <div className="flex min-h-7 items-center gap-1">
        <Heading id={titleId} className={cx("min-w-0 flex-1 text-sm leading-snug font-semibold", hideTitle && "sr-only")}>{title}</Heading>
        <span className="ms-auto flex shrink-0 items-center print:hidden">
          {actions}
          {table && (
            <IconButton
              size="sm"
              label={asTable ? say.asPicture : say.asTable}
              icon={asTable ? <ChartLine aria-hidden="true" className="text-muted" /> : <Table2 aria-hidden="true" className="text-muted" />}
              onClick={() => setAsTable(!asTable)}
            />
          )}
        </span>
      </div>
      {asTable && table ? <DataTable data={table()} labelledBy={titleId} /> : children}
      {finding !== undefined && <figcaption className={cx("text-sm leading-5 text-muted", steadyFinding && "min-h-10")}>{finding}</figcaption>}
    </figure>
  );
}
