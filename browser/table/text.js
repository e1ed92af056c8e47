// Texts and numbers of a page's language: how they compare, and what they are
// once accents and groups of digits are put aside. Knows no table.

export const lang = document.documentElement.lang || "vi";
const collator = new Intl.Collator(lang, { numeric: true });
const parts = new Intl.NumberFormat(lang).formatToParts(12345.6);
const part = (type) => (parts.find((one) => one.type === type) || {}).value || "";
const group = part("group");
const decimal = part("decimal");
const printer = new Intl.NumberFormat(lang);

export const compare = collator.compare;
export const printed = (number) => printer.format(number);

// `Đã xong` becomes `da xong`.
export const folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

// The digits of the first number in a text as machines write them; empty when
// there is none. Never through floating point, so that nothing is rounded.
export function digits(text) {
  const found = /[-−]?\d[\d.,\u00a0\u202f]*/.exec(text);
  if (!found) return "";
  const plain = found[0].replace("−", "-").split(group).join("").replace(decimal, ".");
  return plain.replace(/[^\d.-]/g, "").replace(/\.$/, "");
}

// A message with its places filled.
export const filled = (message, args) => message.replace(/\{(\w+)\}/g, (whole, name) => (name in args ? args[name] : whole));
