/**
 * One labelled control of a form: label above, hint and fault below, both tied to the control, so that a
 * screen reader says them together. ErrorSummary stands above the form and takes the focus.
 */
import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useRef, useState } from "react";
import styles from "./field.module.css";

/** What a control needs to be tied to its label, hint and fault. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldFrameProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  /** Fixed, where an error summary links to the control. */
  readonly id?: string;
  readonly children: (control: ControlProps) => ReactNode;
}

export function FieldFrame({ label, hint, fault, id, children }: FieldFrameProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const hintId = `${controlId}-hint`;
  const faultId = `${controlId}-fault`;
  const described = [hint === undefined ? "" : hintId, fault === undefined ? "" : faultId].join(" ").trim();
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={controlId}>
        {label}
      </label>
      {children({
        id: controlId,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": fault === undefined ? undefined : true,
      })}
      {hint === undefined ? null : (
        <p id={hintId} className={styles["hint"]}>
          {hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p id={faultId} className={styles["fault"]}>
          {fault}
        </p>
      )}
    </div>
  );
}

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "onChange"> &
  Omit<FieldFrameProps, "children"> & { readonly onValue: (value: string) => void };

export function Field({ label, hint, fault, id, onValue, ...rest }: InputProps) {
  return (
    <FieldFrame label={label} hint={hint} fault={fault} {...(id === undefined ? {} : { id })}>
      {(control) => (
        <input
          {...rest}
          {...control}
          className={styles["input"]}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}

interface PasswordFieldProps extends Omit<InputProps, "type"> {
  readonly showLabel: string;
  readonly hideLabel: string;
}

/** A password with a button that shows it, because typing blind on a phone locks people out. */
export function PasswordField({
  label,
  hint,
  fault,
  id,
  onValue,
  showLabel,
  hideLabel,
  ...rest
}: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <FieldFrame label={label} hint={hint} fault={fault} {...(id === undefined ? {} : { id })}>
      {(control) => (
        <div className={styles["withButton"]}>
          <input
            {...rest}
            {...control}
            type={isShown ? "text" : "password"}
            autoCapitalize="none"
            spellCheck={false}
            className={styles["input"]}
            onChange={(event) => onValue(event.target.value)}
          />
          <button
            type="button"
            className={styles["reveal"]}
            aria-pressed={isShown}
            aria-label={showLabel}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? hideLabel : showLabel.split(" ", 1)[0]}
          </button>
        </div>
      )}
    </FieldFrame>
  );
}

interface SelectFieldProps extends Omit<FieldFrameProps, "children"> {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onValue: (value: string) => void;
}

export function SelectField({ label, hint, fault, id, value, options, onValue }: SelectFieldProps) {
  return (
    <FieldFrame label={label} hint={hint} fault={fault} {...(id === undefined ? {} : { id })}>
      {(control) => (
        <select
          {...control}
          className={styles["input"]}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

interface ErrorSummaryProps {
  /** The sentence; undefined: nothing is wrong, nothing is shown. */
  readonly sentence: string | undefined;
  /** Links to the controls. */
  readonly faults: readonly { readonly controlId: string; readonly text: string }[];
  /** Changes with every failed attempt, so that the focus comes back each time. */
  readonly attempt: number;
}

export function ErrorSummary({ sentence, faults, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (sentence === undefined) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className={styles["summary"]}>
      <p>{sentence}</p>
      {faults.length === 0 ? null : (
        <ul>
          {faults.map((fault) => (
            <li key={fault.controlId}>
              <a
                href={`#${fault.controlId}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fault.controlId)?.focus();
                }}
              >
                {fault.text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
