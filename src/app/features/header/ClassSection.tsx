/** Part of the share dialog for whoever hands the link to a class: the choices beside what comes of them, as link, code and frame. */
import { ExternalLink, Maximize2 } from "lucide-react";
import { useEffect, useState } from "react";
import { addressOf, classHash, embedCode, fitsQr, MAX_QR, type ClassChoice } from "../../state/class-link";
import { useExperiment } from "../../state/experiment";
import { viewOptions } from "../../state/view-options";
import { classWords as words } from "../../text/share-words";
import { Button } from "../../ui/Button";
import { ClassForm } from "./ClassForm";
import { CopyField } from "./CopyField";
import { QrCode } from "./QrCode";
import { QrScreen } from "./QrScreen";

/** Whether this host lets a frame without an origin of its own read the page's files; asks the host itself. */
function useOpenHost(): boolean {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    fetch(addressOf(location.href, ""), { method: "HEAD" }).then((r) => setOpen(["*", "null"].includes(r.headers.get("access-control-allow-origin") ?? "")), () => setOpen(false));
  }, []);
  return open;
}

/** A teacher who opened a link with options goes on from them. */
function first(): ClassChoice {
  const { hide, lock, open } = viewOptions();
  return { start: "lab", story: "", step: 1, length: "10", hide, lock, open };
}

const isLocal = (address: string): boolean => /^(localhost|127\.|\[::1\])/.test(new URL(address).host);

export function ClassSection() {
  const spec = useExperiment((s) => s.spec), [choice, setChoice] = useState(first), [large, setLarge] = useState(false), strict = useOpenHost();
  const hash = classHash(choice, spec), address = addressOf(location.href, hash), frame = addressOf(location.href, hash, { embed: true });
  return (
    <div className="pb-4">
      <p className="mb-4 max-w-[65ch] text-sm text-muted">{words.intro}</p>
      <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
        <ClassForm value={choice} onChange={setChoice} />
        <div className="flex min-w-0 flex-col gap-4 md:border-s md:border-line md:ps-6">
          <div>
            <CopyField label={words.link} text={address} button={words.copy} />
            <a href={address} target="_blank" rel="noopener" className="inline-flex min-h-8 items-center gap-1.5 rounded-sm text-sm underline underline-offset-2"><ExternalLink aria-hidden="true" className="size-4" />{words.tryIt}</a>
            {isLocal(address) && <p className="text-sm text-muted">{words.local}</p>}
          </div>
          <section aria-label={words.qr}>
            <h3 className="text-sm font-medium">{words.qr}</h3>
            {fitsQr(address) ? (
              <div className="mt-1 flex flex-wrap items-end gap-3">
                <QrCode address={address} className="size-40 rounded-lg border border-line" />
                <Button size="sm" icon={<Maximize2 />} onClick={() => setLarge(true)}>{words.qrLarge}</Button>
                <QrScreen address={address} open={large} onOpenChange={setLarge} />
              </div>
            ) : <p className="mt-1 text-sm">{words.qrTooLong(address.length, MAX_QR)}</p>}
          </section>
          <div>
            <CopyField tall label={words.embed} text={embedCode(frame, words.embedTitle, strict)} button={words.embedCopy} />
            <p className="text-sm text-muted">{strict ? words.embedStrict : words.embedLoose}</p>
          </div>
        </div>
      </div>
    </div>
  );
}
