/** A button that opens the system's file chooser: for one file, several, or a folder with everything in it. */
import { FolderOpen } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../ui/Button";

export interface FileButtonProps {
  readonly children: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly accept?: string;
  readonly folder?: boolean;
  readonly multiple?: boolean;
  readonly variant?: "primary" | "secondary";
}

export function FileButton({ children, onFiles, accept, folder, multiple, variant }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  // Not a property that React knows.
  useEffect(() => {
    input.current?.toggleAttribute("webkitdirectory", folder ?? false);
  }, [folder]);
  return (
    <>
      <Button icon={<FolderOpen />} variant={variant} onClick={() => input.current?.click()}>{children}</Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        onChange={(e) => {
          const files = [...(e.currentTarget.files ?? [])];
          e.currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
