/** The 45° poison hatch for SVG fills: put it in the drawing, then `fill="url(#id)"`. HTML uses the `hatch` class. */

export interface HatchPatternProps {
  readonly id: string;
}

export function HatchPattern({ id }: HatchPatternProps) {
  return (
    <defs>
      <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="4" height="4" fill="var(--h-paper)" />
        <rect width="2" height="4" fill="var(--h-poisoned-fill)" />
      </pattern>
    </defs>
  );
}
