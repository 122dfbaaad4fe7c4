/** What a dropped or picked file is taken for, and that folders keep their paths while litter stays out. */
import { describe, expect, it } from "vitest";
import { picturesFrom, sourceOf } from "./own-drop";

const file = (name: string, text = "x") => new File([text], name);

describe("dropped files", () => {
  it("are told apart by their names", async () => {
    expect(await sourceOf(file("Loans 2024.csv"))).toMatchObject({ kind: "csv", name: "Loans 2024.csv" });
    expect(await sourceOf(file("x.TSV"))).toMatchObject({ kind: "csv" });
    expect(await sourceOf(file("cats.zip"))).toMatchObject({ kind: "zip", name: "cats.zip" });
    expect(await sourceOf(file("mail.txt", "spam\thello"))).toEqual({ kind: "text", name: "mail.txt", text: "spam\thello" });
    expect(await sourceOf(file("movie.mp4"))).toBeNull();
  });

  it("keep the folder’s name and leave out what the system put there", () => {
    const found = picturesFrom(["pets/cats/1.png", "pets/cats/.DS_Store", "pets/dogs/Thumbs.db", "pets/dogs/2.png", "__MACOSX/pets/1.png"].map((path) => ({ path, file: file(path) })), "Pictures");
    expect(found).toMatchObject({ kind: "images", name: "pets" });
    expect(found.kind === "images" && found.files.map((f) => f.path)).toEqual(["pets/cats/1.png", "pets/dogs/2.png"]);
  });

  it("have a name of their own when they come from several folders", () => {
    expect(picturesFrom([{ path: "a/1.png", file: file("1.png") }, { path: "b/1.png", file: file("1.png") }], "Pictures").name).toBe("Pictures");
  });
});
