/** What a scan must never say: accounts, hosts, names of connections and secrets of the lab all carry this word. */
export const CANARY = 'canary';

export const account = 'anna-canary';
export const secret = 'hunter2-canary';
export const host = (kind: string) => `${kind}.canary.example`;
/** A host of Microsoft 365, as its documentation names it: https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/pop3-and-imap4/pop3-and-imap4 */
export const microsoftMail = 'outlook.office365.com';
