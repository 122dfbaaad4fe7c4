/** A link as a code for cameras: always dark on white, whatever the theme, because many readers know nothing else. Loads its encoder when first shown. */
import { useEffect, useState } from "react";
import { shortText } from "../../state/class-link";
import { classWords as words } from "../../text/share-words";

interface Code {
  readonly of: string;
  readonly size: number;
  readonly path: string;
}

/** Runs of dark dots in a row become one rectangle each. */
function pathOf(data: readonly (readonly boolean[])[]): string {
  let path = "";
  for (const [y, row] of data.entries())
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
    }
  return path;
}

export function QrCode({ address, className }: { readonly address: string; readonly className?: string }) {
  const [code, setCode] = useState<Code | null>(null);
  useEffect(() => {
    let here = true;
    void import("uqr").then(({ encode }) => {
      const { data, size } = encode(address, { ecc: "L", boostEcc: true, border: 4 });
      if (here) setCode({ of: address, size, path: pathOf(data) });
    });
    return () => { here = false; };
  }, [address]);
  if (code?.of !== address) return <p role="status" className={className}>{words.qrDrawing}</p>;
  return (
    <svg role="img" aria-label={words.qrAlt(shortText(address))} viewBox={`0 0 ${code.size} ${code.size}`} shapeRendering="crispEdges" className={className} style={{ forcedColorAdjust: "none" }}>
      <rect width={code.size} height={code.size} fill="#ffffff" />
      <path d={code.path} fill="#000000" />
    </svg>
  );
}
