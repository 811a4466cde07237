/** An annotated tag as git holds it. Its name and message are a stranger's text until they are parsed. */
export interface TagRecord {
  readonly name: string;
  /** Whole message, without a signature; no line break at its end. */
  readonly message: string;
  /** The commit it points to. */
  readonly commit: string;
  readonly tagger: string;
  /** Seconds since 1970. Written by whoever tagged: shown, never used to decide. */
  readonly time: number;
}
