/**
 * The dialog in which a person brings data or a model: five tabs, a preview of what was understood, and one button that takes them
 * over. Until that button is pressed nothing on the bench changes.
 */
import { useEffect } from "react";
import { closeOwnData, setOwnTab, useOwn, type DialogTab, type OwnTab } from "../../state/own";
import { load, useSession } from "../../state/own-session";
import { takeData } from "../../state/own-use";
import { look as lookWords, needs, ownDialog as words, storage } from "../../text/own-words";
import { modelTab } from "../../text/model-words";
import { useView } from "../../state/view";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { Tabs } from "../../ui/Tabs";
import { KeptSets } from "./KeptSets";
import { ModelFooter, ModelTab } from "./ModelTab";
import { PicturesTab } from "./PicturesTab";
import { PointsTab } from "./PointsTab";
import { TableTab } from "./TableTab";
import { TextTab } from "./TextTab";

/** Takes over what was dropped on the page; opens a waiting link as soon as its data are here. */
function useArrivals(tab: OwnTab) {
  const incoming = useOwn((s) => s.incoming), wanted = useOwn((s) => s.wanted);
  const { look, busy } = useSession((s) => s[tab]);
  useEffect(() => {
    if (!incoming) return;
    useOwn.setState({ incoming: null });
    load(tab, incoming);
  }, [incoming, tab]);
  const found = wanted && !busy && look?.data?.hash === wanted.hash ? look.data : null;
  useEffect(() => {
    if (found) void takeData(found, "wanted");
  }, [found]);
}

function WantedNotice({ tab }: { readonly tab: OwnTab }) {
  const wanted = useOwn((s) => s.wanted);
  const { look, busy } = useSession((s) => s[tab]);
  if (!wanted) return null;
  const data = !busy && look?.data && look.data.hash !== wanted.hash ? look.data : null, name = wanted.name || needs.unnamed;
  return (
    <div className="mb-3">
      {data
        ? <Notice level="warning" action={{ label: needs.anyway, onClick: () => void takeData(data, "wanted") }} onDismiss={() => useOwn.setState({ wanted: null })}>{needs.other(name)}</Notice>
        : <Notice onDismiss={() => useOwn.setState({ wanted: null })}>{needs.ask(name)}</Notice>}
    </div>
  );
}

function Footer({ tab }: { readonly tab: OwnTab }) {
  const { source, look, busy } = useSession((s) => s[tab]);
  const data = busy ? null : look?.data;
  const off = data ? undefined : source === null ? (tab === "points" ? words.pointsFew : words.nothingYet) : busy ? `${words.reading}…` : words.hasErrors;
  return (
    <>
      <p className="me-auto max-w-[60ch] flex-1 basis-60 self-center text-sm text-muted">{data ? `${lookWords.ready(data.rows.n, data.meta.classNames.length)} ${storage.willKeep}` : off}</p>
      <Button variant="primary" disabledReason={off} onClick={() => data && void takeData(data, "fit")}>{words.use}</Button>
    </>
  );
}

export function OwnDataDialog() {
  const open = useView((s) => s.dialog === "own");
  const shown = useOwn((s) => s.tab), tab: OwnTab = shown === "model" ? "table" : shown, model = shown === "model";
  useArrivals(tab);
  return (
    <Dialog open={open} onOpenChange={(next) => !next && closeOwnData()} title={words.title} description={words.explain} size="wide" footer={model ? <ModelFooter /> : <Footer tab={tab} />}>
      {!model && <WantedNotice tab={tab} />}
      {!model && <KeptSets />}
      <Tabs<DialogTab>
        label={words.tabs}
        value={shown}
        onChange={setOwnTab}
        items={[
          { value: "table", label: words.table, content: <TableTab /> },
          { value: "pictures", label: words.pictures, content: <PicturesTab /> },
          { value: "points", label: words.points, content: <PointsTab /> },
          { value: "text", label: words.text, content: <TextTab /> },
          { value: "model", label: modelTab.tab, content: <ModelTab /> },
        ]}
      />
    </Dialog>
  );
}
