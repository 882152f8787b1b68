/** Choice lists in cards that are searched by typing (`style: filtered`, `choices.data`) or take several: drawn with the page's own list. */
import { type CardElement, ChoiceSetInput, GlobalRegistry } from 'adaptivecards';
import { createRoot, type Root } from 'react-dom/client';
import type { Choice } from '../../ui/choices.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { LookContext } from '../../ui/look.ts';

/** Asks the bot for choices that contain what was typed. */
export type Typeahead = (dataset: string, query: string) => Promise<Choice[]>;

let typeahead: Typeahead = async () => [];

/** Sets who answers the lists of the cards that are parsed from here on. */
export const answerWith = (answer: Typeahead): void => {
  typeahead = answer;
};

export class SearchedChoices extends ChoiceSetInput {
  #chosen: Choice[] = [];
  #root: Root | undefined;
  #field: HTMLElement | undefined;
  #labels: string[] = [];
  #ask = typeahead;

  get #mine(): boolean {
    return (
      this.style === 'filtered' || this.choicesData?.dataset !== undefined || (this.isMultiSelect && this.isCompact)
    );
  }

  get #known(): Choice[] {
    return this.choices.flatMap(({ title, value }) => (value === undefined ? [] : [{ value, label: title ?? value }]));
  }

  protected override internalRender(): HTMLElement | undefined {
    if (!this.#mine) return super.internalRender();
    const first = this.defaultValue?.split(this.isMultiSelect ? ',' : '\n') ?? [];
    const known = this.#known;
    this.#chosen = first
      .filter(Boolean)
      .map((value) => known.find((choice) => choice.value === value) ?? { value, label: value });
    const place = document.createElement('div');
    place.className = 'searched-choices';
    this.#field = place;
    this.#root = createRoot(place);
    this.#draw();
    return place;
  }

  #draw(): void {
    const dataset = this.choicesData?.dataset;
    const ask = this.#ask;
    const known = this.#known;
    const load = async (query: string): Promise<Choice[]> => {
      const words = query.toLowerCase();
      const near = known.filter(({ label }) => label.toLowerCase().includes(words));
      const found = await ask(dataset ?? '', query);
      return [...near, ...found.filter(({ value }) => !near.some((choice) => choice.value === value))];
    };
    this.#root?.render(
      <LookContext value="teams">
        <Combobox
          label={this.label ?? this.placeholder ?? 'Choose'}
          {...(this.#labels.length > 0 && { labelledBy: this.#labels.join(' ') })}
          {...(dataset ? { load } : { options: known })}
          chosen={this.#chosen}
          multiple={this.isMultiSelect}
          placeholder={this.placeholder ?? ''}
          required={this.isRequired}
          onChange={(chosen) => {
            this.#chosen = chosen;
            this.#draw();
            this.valueChanged();
          }}
        />
      </LookContext>,
    );
  }

  protected override updateInputControlAriaLabelledBy(): void {
    if (!this.#field) super.updateInputControlAriaLabelledBy();
    else {
      this.#labels = this.getAllLabelIds();
      this.#draw();
    }
  }

  /** Takes the drawn list away when its card goes. */
  leave(): void {
    const root = this.#root;
    this.#root = undefined;
    // React may be drawing just now: it does not let a root go in the middle of that.
    if (root) setTimeout(() => root.unmount());
  }

  override focus(): void {
    if (this.#field) this.#field.querySelector('input')?.focus();
    else super.focus();
  }

  override isSet(): boolean {
    return Boolean(this.value);
  }

  override isValid(): boolean {
    return this.#field ? true : super.isValid();
  }

  override get value(): string | undefined {
    if (!this.#field) return super.value;
    return this.#chosen.length > 0 ? this.#chosen.map(({ value }) => value).join(',') : undefined;
  }
}

/** Called once, before the first card. */
export function teachChoices(): void {
  const registry = GlobalRegistry.elements;
  registry.unregister('Input.ChoiceSet');
  registry.register('Input.ChoiceSet', SearchedChoices satisfies new () => CardElement);
}
