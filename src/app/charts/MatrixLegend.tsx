/** The key of the sequential scale as matrices use it: same colors, same square-root spacing. Not interactive. */
import { sequential } from "./scales";
import { useDark } from "./use-theme";

export interface MatrixLegendProps {
  readonly title: string;
}

const STOPS = 24;

export function MatrixLegend({ title }: MatrixLegendProps) {
  const dark = useDark();
  const colors = Array.from({ length: STOPS + 1 }, (_, i) => sequential(i / STOPS, dark));
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 pe-3 text-xs leading-none text-muted">
      {title}
      <span className="relative inline-block w-28 pb-3.5">
        <span className="block h-2 w-full rounded-xs border border-line forced-color-adjust-none" style={{ background: `linear-gradient(to right, ${colors.join(",")})` }} />
        {[0, 0.04, 0.25, 1].map((share) => (
          <span key={share} className="absolute bottom-0 -translate-x-1/2 text-[11px]" style={{ left: `${Math.sqrt(share) * 100}%` }}>{share * 100}{share === 1 ? "%" : ""}</span>
        ))}
      </span>
    </span>
  );
}
