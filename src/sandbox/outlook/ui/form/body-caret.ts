/** The caret in the body, kept while the task pane has the focus. */
export class BodyCaret {
  #editor: HTMLElement | null = null;
  #range: Range | null = null;

  attach(editor: HTMLElement | null): void {
    this.#editor = editor;
    this.#range = null;
  }

  /** Remembers the selection if it lies in the body. */
  remember = (): void => {
    const selection = window.getSelection();
    if (selection === null || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (this.#holds(range)) this.#range = range.cloneRange();
  };

  selectedHtml(): string {
    if (this.#range === null || !this.#holds(this.#range)) return "";
    const box = document.createElement("div");
    box.append(this.#range.cloneContents());
    return box.innerHTML;
  }

  /** Puts `html` in the place of the selection; false when the caret is not in the body. */
  replaceWith(html: string): boolean {
    const range = this.#range;
    if (range === null || !this.#holds(range)) return false;
    range.deleteContents();
    const fragment = range.createContextualFragment(html);
    const last = fragment.lastChild;
    range.insertNode(fragment);
    if (last !== null) range.setStartAfter(last);
    range.collapse(true);
    this.#editor?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return true;
  }

  #holds(range: Range): boolean {
    return this.#editor?.contains(range.commonAncestorContainer) ?? false;
  }
}
