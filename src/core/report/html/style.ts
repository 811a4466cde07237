/** The page's look: light or dark as the reader has it, and nothing wider than the window. */
export const style = `
:root { color-scheme: light dark; --ink: #1f2328; --muted: #59636e; --grid: #d1d9e0; --paper: #ffffff; --card: #f6f8fa; --challenger: #0969da; --champion: #bc4c00; --link: #0969da }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f6fc; --muted: #9198a1; --grid: #3d444d; --paper: #0d1117; --card: #151b23; --challenger: #4493f8; --champion: #f0883e; --link: #4493f8 }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 1140px; padding: 16px; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 22px; line-height: 1.3; margin: 8px 0 4px }
h2 { font-size: 18px; margin: 28px 0 8px }
h3 { font-size: 15px; margin: 0 }
p { margin: 6px 0 }
a { color: var(--link) }
.muted, figcaption { color: var(--muted); font-size: 13px }
.why { margin: 10px 0; padding: 0; list-style: none }
section + section { margin-top: 48px; border-top: 2px solid var(--grid) }
.scroll { overflow-x: auto; margin: 12px 0 }
table { border-collapse: collapse; font-size: 14px }
th, td { padding: 5px 10px; border-bottom: 1px solid var(--grid); text-align: left; vertical-align: top; overflow-wrap: normal }
td { font-variant-numeric: tabular-nums; white-space: nowrap }
thead th { color: var(--muted); font-weight: normal; font-size: 13px }
tbody th { font-weight: normal; min-width: 150px }
thead th { white-space: nowrap }
.long { white-space: normal; min-width: 220px }
.right { text-align: right }
.centre { text-align: center }
.bar { color: var(--challenger); letter-spacing: -0.5px }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 344px), 1fr)); gap: 20px; margin: 12px 0 }
.legend { margin: 2px 0; font-size: 13px; color: var(--muted) }
.legend span::before { content: ""; display: inline-block; width: 11px; height: 11px; margin: 0 5px -1px 0; border-radius: 50% }
.legend .challenger::before { background: var(--challenger) }
.legend .champion::before { background: var(--champion) }
.legend span + span { margin-left: 12px }
figure { margin: 0; padding: 12px 0; border-top: 1px solid var(--grid); min-width: 0 }
figure svg { display: block; max-width: 100%; height: auto; margin: 6px 0 }
details { margin: 12px 0; border-top: 1px solid var(--grid); padding-top: 8px }
summary { cursor: pointer; font-weight: 600 }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere }
ul { padding-left: 20px }
@media (max-width: 500px) { body { padding: 12px 14px } h1 { font-size: 19px } }
`;
