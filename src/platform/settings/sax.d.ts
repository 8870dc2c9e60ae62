/** The part of sax that is used: https://github.com/isaacs/sax-js/blob/main/README.md */
declare module 'sax' {
  type Handlers = {
    onerror: (error: Error) => void;
    onopentag: (tag: { name: string; attributes: Record<string, string> }) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
  };
  type Parser = Handlers & { write(text: string): Parser; close(): Parser };
  const sax: { parser(strict: boolean, options: { strictEntities: boolean; position: boolean }): Parser };
  export default sax;
}
