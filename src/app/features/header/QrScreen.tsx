/** The code as large as the screen, for a projector: dark on white in both themes, with the link to type for whoever cannot scan. Escape closes it. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { shortText } from "../../state/class-link";
import { classWords as words } from "../../text/share-words";
import { QrCode } from "./QrCode";

export function QrScreen({ address, open, onOpenChange }: { readonly address: string; readonly open: boolean; readonly onOpenChange: (open: boolean) => void }) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Popup className="fixed inset-0 z-50 flex flex-col items-center justify-center gap-2 bg-white p-3 text-black outline-none scheme-light">
          <Base.Title className="text-2xl leading-tight font-semibold">{words.qrLargeTitle}</Base.Title>
          <QrCode address={address} className="min-h-0 w-full max-w-[calc(100dvh-8rem)] flex-1" />
          <p className="max-w-full text-center text-2xl leading-tight font-medium break-all">{shortText(address)}</p>
          <Base.Close aria-label={words.qrClose} className="absolute end-3 top-3 grid size-12 place-items-center rounded-lg border-2 border-black bg-white focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-black"><X aria-hidden="true" className="size-6" /></Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
