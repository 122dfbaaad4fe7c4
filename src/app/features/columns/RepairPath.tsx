/** What each step of a repair did to accuracy and attack success; shown only for arms that repaired a model. */
import { useMemo } from "react";
import type { ArmInfo } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { CurveChart, type CurveSeries } from "../../charts/CurveChart";
import { lineEnds } from "../../text/counts";
import { columns as words } from "../../text/words";
import { useArmResult } from "./live";

export function RepairPath({ arm }: { readonly arm: ArmInfo }) {
  const path = useArmResult(arm.id)?.repairPath;
  const series = useMemo<CurveSeries[]>(() => {
    if (!path) return [];
    const tone = toneOf(arm.kind);
    const accuracy: CurveSeries = { id: "accuracy", tone, measure: "accuracy", name: words.accuracyLine, endLabel: words.accuracyEnd, points: path.points.map((p) => ({ x: p.x, y: p.cleanAccuracy })) };
    const attack: CurveSeries = { id: "attack", tone, measure: "attack", name: words.attackLine, endLabel: words.attackEnd, points: path.points.flatMap((p) => (p.attackSuccess === undefined ? [] : [{ x: p.x, y: p.attackSuccess }])) };
    return attack.points.length > 0 ? [accuracy, attack] : [accuracy];
  }, [path, arm.kind]);
  if (!path || path.points.length === 0) return null;
  const xs = path.points.map((p) => p.x);
  return <CurveChart title={words.repair} finding={lineEnds(series, true)} series={series} minX={Math.min(...xs)} maxX={Math.max(...xs)} wholeX={xs.every(Number.isInteger)} xTitle={path.xTitle} yTitle={words.share} height={180} headingLevel={4} />;
}
