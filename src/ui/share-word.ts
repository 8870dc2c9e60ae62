import { language } from './words.en.ts';

const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });

/**
 * A share in whole percent. Never says 0 % of something or 100 % of not all: 1 of 1,000 is `<1%`, 999 of 1,000 is
 * `>99%`. Empty when there is nothing to divide by.
 */
export function shareWord(count: number, total: number): string {
  if (total <= 0) return '';
  const share = count / total;
  if (count > 0 && share < 0.01) return `<${percent.format(0.01)}`;
  if (count < total && share > 0.99) return `>${percent.format(0.99)}`;
  return percent.format(share);
}
