/** The matrix as a PNG: drawn on a canvas of its own, always in the light colors, for slides and papers. */
import { pipelineName, type Matrix, type MatrixCell } from "../../../engine/later";
import { inkOn, sequential } from "../../charts/scales";
import { columnName, matrixWords as words, rowName } from "../../text/matrix-words";
import { cellFace, type Shown } from "./face";

const CELL = { width: 104, height: 52 } as const, HEAD = { width: 190, height: 76 } as const, MARGIN = 20, SCALE = 2;
const FONT = "Inter Variable, system-ui, sans-serif";

/** Splits at spaces so that each line fits. */
function lines(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  return text.split(" ").reduce<string[]>((out, word) => {
    const last = out.at(-1);
    if (last !== undefined && pen.measureText(`${last} ${word}`).width <= width) out[out.length - 1] = `${last} ${word}`;
    else out.push(word);
    return out;
  }, []);
}

export async function matrixPicture(matrix: Matrix, cells: readonly MatrixCell[], shown: Shown, caption: string): Promise<Blob | null> {
  const columns = [-1, ...matrix.pipelines.keys()], canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  const width = 2 * MARGIN + HEAD.width + columns.length * CELL.width, height = 2 * MARGIN + 30 + HEAD.height + matrix.attacks.length * CELL.height + 28;
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  if (!pen) return null;
  const top = Math.max(1, ...cells.map((c) => c.seconds)), x0 = MARGIN + HEAD.width, y0 = MARGIN + 30 + HEAD.height;
  const write = (text: string, x: number, y: number, look: { readonly size?: number; readonly bold?: boolean; readonly color?: string; readonly align?: CanvasTextAlign } = {}) => {
    pen.font = `${look.bold ? 600 : 400} ${look.size ?? 12}px ${FONT}`;
    pen.fillStyle = look.color ?? "#1b1d1f";
    pen.textAlign = look.align ?? "left";
    pen.fillText(text, x, y);
  };
  pen.scale(SCALE, SCALE);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  write(`${words.title}: ${{ attackSuccess: words.asr, accuracy: words.accuracy, seconds: words.seconds }[shown].toLowerCase()}`, MARGIN, MARGIN + 14, { size: 16, bold: true });
  columns.forEach((p, j) => {
    pen.font = `500 12px ${FONT}`;
    const text = lines(pen, p < 0 ? columnName(matrix, p) : pipelineName(matrix.pipelines[p]!), CELL.width - 8);
    text.forEach((line, k) => write(line, x0 + (j + 0.5) * CELL.width, y0 - 8 - (text.length - 1 - k) * 14, { align: "center", bold: p >= 0 }));
  });
  matrix.attacks.forEach((_, a) => {
    pen.font = `500 12px ${FONT}`;
    const text = lines(pen, rowName(matrix, a), HEAD.width - 12), y = y0 + a * CELL.height;
    text.forEach((line, k) => write(line, MARGIN, y + CELL.height / 2 + 4 + (k - (text.length - 1) / 2) * 14, { bold: true }));
    columns.forEach((p, j) => {
      const cell = cells.find((c) => c.attack === a && c.pipeline === p), face = cell && cellFace(cell, shown, top), x = x0 + j * CELL.width, ink = face?.share != null ? inkOn(face.share) : "#1b1d1f";
      pen.fillStyle = face?.share != null ? sequential(face.share) : "#fff";
      pen.fillRect(x, y, CELL.width, CELL.height);
      pen.strokeStyle = "#dfdfda";
      pen.strokeRect(x + 0.5, y + 0.5, CELL.width - 1, CELL.height - 1);
      write(face ? face.large : "…", x + CELL.width / 2, y + 24, { size: 15, bold: true, color: ink, align: "center" });
      if (face) write(face.small, x + CELL.width / 2, y + 41, { size: 11, color: ink, align: "center" });
    });
  });
  write(caption, MARGIN, height - MARGIN, { size: 11, color: "#575c61" });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
