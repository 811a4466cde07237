/** What a person should know of views that are joined while serving. */
export type OnlineEvent =
  | {
      readonly kind: 'refused';
      readonly model: string;
      readonly version: string;
      readonly view: string;
      readonly fault: string;
    }
  | { readonly kind: 'unreadable'; readonly view: string; readonly kept: boolean; readonly fault: string }
  | { readonly kind: 'read'; readonly view: string; readonly rows: number };

export function onlineLine(event: OnlineEvent): string {
  switch (event.kind) {
    case 'refused':
      return `${event.model} ${event.version} answers only requests with the features of ${event.view}, which can't be joined: ${event.fault}`;
    case 'unreadable':
      return `the rows of the view ${event.view} can't be read, ${event.kept ? 'those that were read go on' : 'so its features must be in the request'}: ${event.fault}`;
    case 'read':
      return `the rows of the view ${event.view} are read: ${event.rows} are kept`;
  }
}
