import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { type Text, useSay } from "../language.tsx";
import { Button, ButtonRow } from "./Button.tsx";
import { classes } from "./class-names.ts";
import style from "./Dialog.module.css";

export type DialogProps = Readonly<{
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the main one first. */
  footer?: ReactNode;
  size?: "s" | "m" | "l";
  role?: "dialog" | "alertdialog";
  /** Neither Escape nor a click outside closes it. */
  isKept?: boolean;
}>;

/** A window over the page, which keeps the focus until it is closed and gives it back. */
export const Dialog = (props: DialogProps) => {
  const { title, isOpen, onClose, children, footer, size = "m", role = "dialog", isKept = false } = props;
  const say = useSay();
  return (
    <ModalOverlay
      className={style.overlay ?? ""}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!isKept && role === "dialog"}
      isKeyboardDismissDisabled={isKept}
    >
      <Modal className={classes(style.modal, style[size])}>
        <AriaDialog className={style.dialog ?? ""} role={role}>
          <div className={style.head}>
            <Heading slot="title" level={2} className={style.title ?? ""}>
              {title}
            </Heading>
            {!isKept && (
              <Button variant="quiet" icon="close" iconOnly size="s" onPress={onClose}>
                {say(words.close)}
              </Button>
            )}
          </div>
          <div className={style.body}>{children}</div>
          {footer !== undefined && <div className={style.foot}>{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
};

/** Asks before something that cannot simply be undone. The button says what it does. */
export const ConfirmDialog = ({
  confirm,
  onConfirm,
  isPending = false,
  isDanger = false,
  cancel,
  ...dialog
}: Omit<DialogProps, "footer" | "role"> &
  Readonly<{
    /** The words on the button: "Supprimer l'enregistrement". */
    confirm: string;
    cancel?: string;
    onConfirm: () => void;
    isPending?: boolean;
    isDanger?: boolean;
  }>) => {
  const say = useSay();
  return (
    <Dialog
      size="s"
      {...dialog}
      role="alertdialog"
      footer={
        <ButtonRow>
          <Button variant={isDanger ? "danger" : "primary"} onPress={onConfirm} isPending={isPending}>
            {confirm}
          </Button>
          <Button variant="quiet" onPress={dialog.onClose}>
            {cancel ?? say(words.cancel)}
          </Button>
        </ButtonRow>
      }
    />
  );
};

const words = {
  close: { fr: "Fermer", nl: "Sluiten", en: "Close" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
} satisfies Record<string, Text>;
