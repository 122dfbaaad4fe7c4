/** Numbers of one column: as many decimals for each, digits grouped, nothing rounded to nothing. */
import { describe, expect, it } from "vitest";
import { alike } from "./column";

const column = (...values: number[]) => values.map(alike(values));

describe("a column", () => {
  it("has as many decimals in each cell as the largest value needs", () => {
    expect(column(0.352, 0.47, 0.17)).toEqual(["0.352", "0.470", "0.170"]);
    expect(column(3.14159, 0, -2)).toEqual(["3.14", "0.00", "−2.00"]);
    expect(column(1234.5, 12)).toEqual(["1,235", "12"]);
  });
  it("writes whole numbers whole, and groups them", () => expect(column(3799, 4, 0)).toEqual(["3,799", "4", "0"]));
  it("says less than, where a small number would become zero", () => {
    expect(column(395.04, 0.03, 0, -0.02)).toEqual(["395.0", "< 0.1", "0.0", "> −0.1"]);
    expect(column(NaN, 0.0000001)).toEqual(["–", "< 0.000001"]);
    expect(column()).toEqual([]);
  });
});
